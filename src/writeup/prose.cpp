// SPDX-License-Identifier: MIT
#include "writeup/prose.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace squire::writeup {
namespace {

// What stands in quotes in a mark.
std::vector<std::string> quoted_in(std::string_view mark) {
    std::vector<std::string> words;
    while (true) {
        const std::size_t from = mark.find('"');
        const std::size_t end = from == std::string_view::npos ? from : mark.find('"', from + 1);
        if (end == std::string_view::npos) return words;
        words.push_back(to_lower(mark.substr(from + 1, end - from - 1)));
        mark.remove_prefix(end + 1);
    }
}

bool is_item(std::string_view line) {
    if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ")) return true;
    const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    return digits > 0 && digits < 4 && (line.substr(digits).starts_with(". ") || line.substr(digits).starts_with(") "));
}

// Where a comment, a code span or an address that begins here ends; `at` where none does.
std::size_t hidden_end(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    const auto until = [&](std::string_view close, std::size_t from) {
        const std::size_t found = rest.find(close, from);
        return found == std::string_view::npos ? at : at + found + close.size();
    };
    if (rest.starts_with("<!--")) return until("-->", 4);
    if (rest.starts_with('`')) {
        const std::size_t length = std::min(rest.find_first_not_of('`'), rest.size());
        return until(rest.substr(0, length), length);
    }
    if (rest.starts_with("](")) return until(")", 2);
    if (rest.starts_with("<http")) return until(">", 5);
    if (rest.starts_with("http://") || rest.starts_with("https://")) return at + std::min(rest.find_first_of(" )>\t"), rest.size());
    return at;
}

} // namespace

std::size_t Paragraph::line_at(std::size_t at) const {
    const auto after = std::ranges::upper_bound(starts, at);
    return line + static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, after - starts.begin() - 1));
}

std::string plain_prose(std::string_view markdown) {
    std::string text(markdown);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = hidden_end(markdown, at);
        if (end > at) {
            std::fill(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
            at = end;
            continue;
        }
        if (std::string_view("*_[]~>").find(text[at]) != std::string_view::npos) text[at] = ' ';
        ++at;
    }
    return text;
}

std::vector<Paragraph> paragraphs_of(const Source& source) {
    std::vector<Paragraph> paragraphs;
    std::vector<std::string> allowed;
    bool open = false;
    std::size_t last = 0;
    for (const ProseLine& line : prose_of(source)) {
        const std::string_view trimmed = trim(line.text);
        if (line.is_mark) {
            if (trimmed.starts_with("<!-- squire:allow")) allowed = quoted_in(trimmed);
            open = false;
            continue;
        }
        const bool heading = trimmed.starts_with('#');
        if (trimmed.empty() || trimmed.starts_with('|')) {
            open = false;
            continue;
        }
        if (!open || heading || is_item(trimmed) || line.number != last + 1) {
            paragraphs.push_back(
                {.line = line.number, .for_everyone = line.for_everyone, .allowed = std::move(allowed), .quote = trimmed.starts_with('>')});
            allowed.clear();
        }
        Paragraph& paragraph = paragraphs.back();
        if (!paragraph.raw.empty()) paragraph.raw += ' ';
        paragraph.starts.push_back(paragraph.raw.size());
        paragraph.raw += trimmed;
        open = !heading;
        last = line.number;
    }
    for (Paragraph& each : paragraphs) each.text = plain_prose(each.raw);
    return paragraphs;
}

} // namespace squire::writeup
