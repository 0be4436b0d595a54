// SPDX-License-Identifier: MIT
#include "cli/terminal_style.h"

#include <fmt/format.h>

#include "base/text.h"
#include "formats/display_width.h"

namespace squire::cli {

std::string paint(bool colour, std::string_view code, std::string_view text) {
    if (!colour || text.empty()) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::string_view colour_of(finding::Severity severity) {
    switch (severity) {
    case finding::Severity::critical: return "1;31";
    case finding::Severity::high: return "31";
    case finding::Severity::medium: return "33";
    case finding::Severity::low: return "34";
    case finding::Severity::info:
    case finding::Severity::unknown: return kDim;
    }
    return kDim;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    for (const std::string_view paragraph : split(text, '\n')) {
        std::string current;
        for (const std::string_view raw : split(paragraph, ' ')) {
            if (raw.empty()) continue;
            const std::string word = printable(raw);
            if (!current.empty() && formats::display_width(current) + 1 + formats::display_width(word) > width) {
                lines.push_back(std::move(current));
                current.clear();
            }
            if (!current.empty()) current += ' ';
            current += word;
        }
        lines.push_back(std::move(current));
    }
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
    return lines;
}

std::string age_of(Time since, Time now) {
    const auto days = std::chrono::duration_cast<std::chrono::days>(now - since).count();
    const auto counted = [](long long number, std::string_view word) { return fmt::format("{} {}{}", number, word, number == 1 ? "" : "s"); };
    if (days < 1) return "today";
    if (days < 14) return counted(days, "day");
    if (days < 61) return counted(days / 7, "week");
    return counted(days * 12 / 365, "month");
}

} // namespace squire::cli
