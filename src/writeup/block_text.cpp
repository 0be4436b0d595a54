// SPDX-License-Identifier: MIT
#include "writeup/block_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "html/markdown.h"

namespace squire::writeup {
namespace {

constexpr std::size_t kMostEntries = 4; // that a cell names

constexpr std::string_view kNothing = "–";

std::string row_of(const std::vector<std::string>& cells, const std::vector<bool>& shown) {
    std::string row = "|";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i >= shown.size() || shown[i]) row += fmt::format(" {} |", cells[i]);
    }
    return row + "\n";
}

} // namespace

std::string table(std::vector<std::string> head, const std::vector<std::vector<std::string>>& rows) {
    if (rows.empty()) return {};
    std::vector<bool> shown(head.size(), true);
    for (std::size_t i = 1; i < head.size(); ++i)
        shown[i] = std::ranges::any_of(rows, [i](const std::vector<std::string>& row) { return i < row.size() && row[i] != kNothing; });
    std::vector<std::string> rule;
    for (std::string& name : head) {
        const bool number = name.ends_with('#');
        if (number) name.pop_back();
        rule.emplace_back(number ? "---:" : "---");
    }
    std::string text = row_of(head, shown) + row_of(rule, shown);
    for (const std::vector<std::string>& row : rows) text += row_of(row, shown);
    return text + "\n";
}

std::string cell(std::string_view text, std::size_t most) {
    const std::string_view trimmed = trim(text);
    return trimmed.empty() ? "–" : html::markdown_text(shorten(trimmed, most));
}

std::string code(std::string_view text, std::size_t most) { return trim(text).empty() ? "–" : html::markdown_code(shorten(trim(text), most)); }

std::string link(std::string_view title, std::string_view url) {
    const bool safe = (url.starts_with("https://") || url.starts_with("http://")) && url.size() <= 1'000 && std::ranges::all_of(url, [](char c) {
                          return c > ' ' && c < 0x7f && std::string_view("<>()[]\\`\"'|{}").find(c) == std::string_view::npos;
                      });
    return safe ? fmt::format("[{}](<{}>)", cell(title), url) : cell(title);
}

std::string shown_by(const Evidence& evidence) {
    if (evidence.entries.empty()) return "–";
    std::string text = "ledger ";
    for (std::size_t i = 0; i < std::min(kMostEntries, evidence.entries.size()); ++i)
        text += fmt::format("{}{}", i == 0 ? "" : ", ", evidence.entries[i]);
    if (evidence.entries.size() > kMostEntries) text += fmt::format(" and {} more", evidence.entries.size() - kMostEntries);
    return text;
}

std::string chart_text(const Chart& chart, Form form) {
    if (chart.table.rows.empty()) return {};
    std::string text =
        fmt::format("![{}: {}]({})\n\n", html::markdown_text(chart.title), html::markdown_text(chart.says), chart_address(chart.id));
    if (form == Form::page) return text;
    std::vector<std::string> head;
    for (std::size_t i = 0; i < chart.table.head.size(); ++i) head.push_back(cell(chart.table.head[i]) + (i > 0 ? "#" : ""));
    std::vector<std::vector<std::string>> rows;
    for (const std::vector<std::string>& row : chart.table.rows) {
        rows.emplace_back();
        for (const std::string& each : row) rows.back().push_back(cell(each));
    }
    return text + table(std::move(head), rows);
}

std::string type_name(finding::ReportType type) {
    const std::string name = plain_words(to_string(type));
    return name == "sast" ? "SAST" : name == "dast" ? "DAST" : name;
}

std::string plain_words(std::string_view identifier) {
    std::string text(identifier);
    std::ranges::replace(text, '_', ' ');
    return text;
}

} // namespace squire::writeup
