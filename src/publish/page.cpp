// SPDX-License-Identifier: MIT
#include "publish/page.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::publish {
namespace {

constexpr std::size_t kLargest = 1U << 20U;
constexpr std::size_t kMostLines = 20'000;
constexpr std::string_view kBegin = "<!-- squire:begin ";
constexpr std::string_view kEnd = "<!-- squire:end ";

// Each line with its own line end.
std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

// Without what Squire generated: from a begin mark to its end mark, with the one blank line that was put before it. A begin without an end stays.
std::string without_generated(std::string_view text, std::vector<std::string>& names) {
    const auto lines = lines_of(text);
    std::vector<bool> gone(lines.size(), false);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view line = trim(lines[i]);
        if (!line.starts_with(kBegin) || !line.ends_with(" -->")) continue;
        const std::string_view name = line.substr(kBegin.size(), line.size() - kBegin.size() - 4);
        std::size_t end = i + 1;
        while (end < lines.size() && trim(lines[end]) != end_mark(name)) ++end;
        if (end == lines.size()) continue;
        names.emplace_back(name);
        if (i > 0 && trim(lines[i - 1]).empty()) gone[i - 1] = true;
        for (; i <= end; ++i) gone[i] = true;
        --i;
    }
    std::string kept;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!gone[i]) kept += lines[i];
    }
    return kept;
}

bool is_separator(const TableRow& row) {
    return !row.cells.empty() && std::ranges::all_of(row.cells, [](const std::string& cell) {
        return cell.find('-') != std::string::npos && cell.find_first_not_of("-: ") == std::string::npos;
    });
}

// Cells between pipes that no backslash stands before.
TableRow row_of(std::string_view line, std::size_t number) {
    TableRow row{.line = number, .cells = {}, .closed = false};
    std::string_view rest = trim(line);
    rest.remove_prefix(1);
    std::string cell;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        if (rest[i] == '\\' && i + 1 < rest.size()) {
            cell += rest[i];
            cell += rest[++i];
        } else if (rest[i] == '|') {
            row.cells.emplace_back(trim(cell));
            cell.clear();
            row.closed = i + 1 == rest.size();
        } else {
            cell += rest[i];
        }
    }
    if (!row.closed) row.cells.emplace_back(trim(cell));
    return row;
}

TableKind kind_of(const TableRow& header) {
    const auto has = [&](std::initializer_list<std::string_view> words) { return column_of(header, words) != std::string::npos; };
    if (has({"intern"}) && has({"mentor"})) return TableKind::alumni;
    if (has({"time frame", "timeframe", "slot"}) && has({"mentor"})) return TableKind::slots;
    if (has({"week"}) && has({"description", "task"})) return TableKind::schedule;
    return TableKind::other;
}

// "## Title {:.class}" or "## Title ##".
std::string title_of(std::string_view line) {
    std::string_view title = trim(line.substr(std::min(line.find_first_not_of('#'), line.size())));
    if (const std::size_t attributes = title.rfind("{:"); attributes != std::string_view::npos && title.ends_with('}'))
        title = trim(title.substr(0, attributes));
    while (title.ends_with('#')) title.remove_suffix(1);
    return std::string(trim(title));
}

void read_front_matter(Page& page) {
    if (page.lines.empty() || trim(page.lines[0]) != "---") return;
    for (std::size_t i = 1; i < page.lines.size(); ++i) {
        const std::string_view line = trim(page.lines[i]);
        if (line == "---" || line == "...") {
            page.body = i + 1;
            return;
        }
        if (!line.starts_with("title:")) continue;
        std::string_view title = trim(line.substr(6));
        if (title.size() >= 2 && (title.front() == '"' || title.front() == '\'') && title.back() == title.front())
            title = title.substr(1, title.size() - 2);
        page.title = title;
    }
    page.title.clear(); // it is never closed, so it is none
}

} // namespace

Result<Page> read_page(std::string_view text) {
    if (text.size() > kLargest) return fail(ErrorKind::limit, "the page is larger than 1 MB");
    Page page;
    page.owned = std::make_unique<const std::string>(without_generated(text, page.generated));
    page.text = *page.owned;
    page.lines = lines_of(page.text);
    if (page.lines.size() > kMostLines) return fail(ErrorKind::limit, fmt::format("the page has more than {} lines", kMostLines));
    const auto with_return = std::ranges::count_if(page.lines, [](std::string_view line) { return line.ends_with("\r\n"); });
    if (with_return * 2 > static_cast<std::ptrdiff_t>(page.lines.size())) page.line_end = "\r\n";
    read_front_matter(page);
    page.is_code.assign(page.lines.size(), false);
    std::string fence;
    for (std::size_t i = page.body; i < page.lines.size(); ++i) {
        const std::string_view line = trim(page.lines[i]);
        const bool opens = line.starts_with("```") || line.starts_with("~~~");
        if (!fence.empty()) {
            page.is_code[i] = true;
            if (line.starts_with(fence) && line.find_first_not_of(fence[0]) == std::string_view::npos) fence.clear();
            continue;
        }
        if (opens) {
            page.is_code[i] = true;
            fence = line.substr(0, line.find_first_not_of(line[0]));
            continue;
        }
        const std::size_t marks = std::min(page.lines[i].find_first_not_of('#'), page.lines[i].size());
        if (marks >= 1 && marks <= 6 && (marks == page.lines[i].size() || page.lines[i][marks] == ' ' || page.lines[i][marks] == '\t')) {
            page.headings.push_back({.line = i, .level = static_cast<int>(marks), .title = title_of(page.lines[i])});
            continue;
        }
        if (!line.starts_with('|')) continue;
        PageTable table{.first = i, .header = row_of(line, i)};
        table.kind = kind_of(table.header);
        for (++i; i < page.lines.size() && trim(page.lines[i]).starts_with('|'); ++i) {
            TableRow row = row_of(page.lines[i], i);
            if (i == table.first + 1 && is_separator(row)) {
                table.has_separator = true;
            } else {
                table.rows.push_back(std::move(row));
            }
        }
        table.end = i--;
        page.tables.push_back(std::move(table));
    }
    return page;
}

const PageTable* table_of(const Page& page, TableKind kind) {
    const auto found = std::ranges::find(page.tables, kind, &PageTable::kind);
    return found == page.tables.end() ? nullptr : &*found;
}

std::size_t column_of(const TableRow& header, std::initializer_list<std::string_view> words) {
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        const std::string head = to_lower(header.cells[i]);
        if (std::ranges::any_of(words, [&](std::string_view word) { return head.find(word) != std::string::npos; })) return i;
    }
    return std::string::npos;
}

std::string_view cell_of(const TableRow& row, std::size_t column) {
    return column < row.cells.size() ? std::string_view(row.cells[column]) : std::string_view();
}

std::string to_row(const std::vector<std::string>& cells) {
    std::string row = "|";
    for (const std::string& cell : cells) {
        row += ' ';
        for (std::size_t i = 0; i < cell.size(); ++i) {
            if (cell[i] == '\\' && i + 1 < cell.size()) {
                row += cell[i++];
            } else if (cell[i] == '|') {
                row += '\\';
            }
            row += cell[i] == '\n' || cell[i] == '\r' ? ' ' : cell[i];
        }
        row += cell.empty() ? "|" : " |";
    }
    return row;
}

std::string to_separator(std::size_t columns) {
    std::string row = "|";
    for (std::size_t i = 0; i < columns; ++i) row += " --- |";
    return row;
}

SectionBody body_of(const Page& page, const PageHeading& heading) {
    SectionBody body{.first = heading.line + 1, .end = page.lines.size()};
    for (const PageHeading& next : page.headings) {
        if (next.line > heading.line) {
            body.end = next.line;
            break;
        }
    }
    for (std::size_t i = body.first; i < body.end; ++i) {
        const std::string_view line = trim(page.lines[i]);
        if (!line.empty() && !line.starts_with("{:")) body.empty = false;
    }
    return body;
}

const PageHeading* heading_of(const Page& page, std::initializer_list<std::string_view> words) {
    for (const PageHeading& heading : page.headings) {
        const std::string title = to_lower(heading.title);
        if (std::ranges::all_of(words, [&](std::string_view word) { return title.find(word) != std::string::npos; })) return &heading;
    }
    return nullptr;
}

std::string begin_mark(std::string_view name) { return fmt::format("{}{} -->", kBegin, name); }
std::string end_mark(std::string_view name) { return fmt::format("{}{} -->", kEnd, name); }

} // namespace squire::publish
