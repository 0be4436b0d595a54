// SPDX-License-Identifier: MIT
// The text of a rule file, edited: lines and their indentation are all that is looked at, because whatever a YAML library writes back is another file.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "bugreport/enhancement.h"

namespace squire::bugreport {
namespace {

struct Line {
    std::string_view text; // with its end
    [[nodiscard]] std::size_t indent() const { return std::min(text.find_first_not_of(' '), text.size()); }
    [[nodiscard]] bool is_blank() const { return trim(text).empty(); }
    [[nodiscard]] bool is_comment() const { return trim(text).starts_with('#'); }
};

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1);
        lines.push_back({text.substr(0, end + 1)});
        text.remove_prefix(end + 1);
    }
    return lines;
}

// The column of a key, also of one that stands behind the dash of its item.
std::size_t key_column(const Line& line) {
    std::size_t column = line.indent();
    while (column + 1 < line.text.size() && line.text[column] == '-' && line.text[column + 1] == ' ') {
        column = line.text.find_first_not_of(' ', column + 1);
        if (column == std::string_view::npos) return line.text.size();
    }
    return column;
}

bool has_key(const Line& line, std::size_t column, std::string_view key) {
    if (key_column(line) != column) return false;
    const std::string_view rest = line.text.substr(column);
    return rest.starts_with(key) && rest.size() > key.size() && rest[key.size()] == ':';
}

// Behind the last line that says something deeper than `column`, or is an item at it where `items`.
std::size_t end_of_block(const std::vector<Line>& lines, std::size_t begin, std::size_t column, bool items, std::size_t limit) {
    std::size_t end = begin + 1;
    for (std::size_t i = begin + 1; i < limit; ++i) {
        if (lines[i].is_blank()) continue;
        const bool inside = lines[i].indent() > column || (items && lines[i].indent() == column && lines[i].text[column] == '-');
        if (!inside) break;
        end = i + 1;
    }
    return end;
}

// "key: pattern", as a block where it has lines or anything that YAML could read otherwise.
std::string item_text(std::string_view key, std::string_view pattern, std::size_t indent, std::string_view line_end) {
    const std::string blanks(indent, ' ');
    std::string text = fmt::format("{}- {}: |{}", blanks, key, line_end);
    for (const std::string_view line : split(pattern, '\n')) text += fmt::format("{}    {}{}", blanks, line, line_end);
    return text;
}

std::string joined(const std::vector<Line>& lines, std::size_t begin, std::size_t end) {
    std::string text;
    for (std::size_t i = begin; i < end; ++i) text += lines[i].text;
    return text;
}

} // namespace

std::optional<std::string> with_exclusion(std::string_view file, const rules::SastRule& rule, std::string_view key, std::string_view pattern) {
    const std::vector<Line> lines = lines_of(file);
    if (rule.line == 0 || rule.line > lines.size()) return std::nullopt;
    const std::string_view line_end = lines.front().text.ends_with("\r\n") ? "\r\n" : "\n";
    // The rule's keys stand in one column; it ends where something stands before that.
    const std::size_t column = key_column(lines[rule.line - 1]);
    std::size_t begin = rule.line - 1;
    while (begin > 0 && (lines[begin].is_blank() || lines[begin].indent() >= column)) --begin;
    std::size_t end = rule.line;
    while (end < lines.size() && (lines[end].is_blank() || lines[end].is_comment() || lines[end].indent() >= column)) ++end;
    const auto find = [&](std::string_view name) {
        std::size_t at = begin;
        while (at < end && !has_key(lines[at], column, name)) ++at;
        return at;
    };
    const auto insert = [&](std::size_t at, std::string_view text) {
        std::string before = joined(lines, 0, at);
        if (!before.empty() && !before.ends_with('\n')) before += line_end;
        return before.append(text) + joined(lines, at, lines.size());
    };
    if (key == "pattern-sanitizers") {
        const std::string item = fmt::format("{}- pattern: |{}", std::string(column + 2, ' '), line_end) +
                                 fmt::format("{}    {}{}", std::string(column + 2, ' '), pattern, line_end);
        if (const std::size_t at = find(key); at < end) {
            std::size_t first = at + 1;
            while (first < end && (lines[first].is_blank() || lines[first].is_comment())) ++first;
            if (first == end || lines[first].text[lines[first].indent()] != '-') return std::nullopt;
            const std::string blanks(lines[first].indent(), ' ');
            return insert(end_of_block(lines, at, column, true, end),
                          fmt::format("{}- pattern: |{}{}    {}{}", blanks, line_end, blanks, pattern, line_end));
        }
        const std::size_t sinks = find("pattern-sinks");
        if (sinks == end || lines[sinks].text.substr(0, column).contains('-')) return std::nullopt;
        return insert(sinks, fmt::format("{}pattern-sanitizers:{}{}", std::string(column, ' '), line_end, item));
    }
    if (const std::size_t at = find("patterns"); at < end) {
        std::size_t first = at + 1;
        while (first < end && (lines[first].is_blank() || lines[first].is_comment())) ++first;
        if (first == end || lines[first].text[lines[first].indent()] != '-') return std::nullopt;
        return insert(end_of_block(lines, at, column, true, end), item_text(key, pattern, lines[first].indent(), line_end));
    }
    for (const std::string_view single : {"pattern", "pattern-either", "pattern-regex"}) {
        const std::size_t at = find(single);
        if (at == end) continue;
        const std::string_view head = lines[at].text;
        if (head.substr(0, column).contains('-')) return std::nullopt; // the key stands behind the dash: its lines cannot be moved alone
        const std::size_t last = end_of_block(lines, at, column, true, end);
        std::string text = fmt::format("{}patterns:{}", std::string(column, ' '), line_end);
        text += fmt::format("{}- {}", std::string(column + 2, ' '), head.substr(column));
        if (!text.ends_with('\n')) text += line_end;
        for (std::size_t i = at + 1; i < last; ++i)
            text += lines[i].is_blank() ? std::string(lines[i].text) : "    " + std::string(lines[i].text);
        if (!text.ends_with('\n')) text += line_end;
        text += item_text(key, pattern, column + 2, line_end);
        return joined(lines, 0, at) + text + joined(lines, last, lines.size());
    }
    return std::nullopt;
}

} // namespace squire::bugreport
