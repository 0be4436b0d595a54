// SPDX-License-Identifier: MIT
// The text of a rule file, edited: lines and their indentation are all that is looked at, because whatever a YAML library writes back is another file.
#include "bugreport/rule_edit.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"

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

/// One rule of a file.
class Block {
public:
    static std::optional<Block> of(std::string_view file, const rules::SastRule& rule) {
        Block block;
        block.lines_ = lines_of(file);
        if (rule.line == 0 || rule.line > block.lines_.size()) return std::nullopt;
        const std::vector<Line>& lines = block.lines_;
        block.line_end_ = lines.front().text.ends_with("\r\n") ? "\r\n" : "\n";
        // The rule's keys stand in one column; it ends where something stands before that.
        block.column_ = key_column(lines[rule.line - 1]);
        block.begin_ = rule.line - 1;
        while (block.begin_ > 0 && (lines[block.begin_].is_blank() || lines[block.begin_].indent() >= block.column_)) --block.begin_;
        block.end_ = rule.line;
        while (block.end_ < lines.size() &&
               (lines[block.end_].is_blank() || lines[block.end_].is_comment() || lines[block.end_].indent() >= block.column_))
            ++block.end_;
        return block;
    }

    [[nodiscard]] std::size_t find(std::string_view key) const { return find(key, begin_, end_, column_); }
    // The line with the key in that column; `end` where there is none.
    [[nodiscard]] std::size_t find(std::string_view key, std::size_t begin, std::size_t end, std::size_t column) const {
        std::size_t at = begin;
        while (at < end && !has_key(lines_[at], column, key)) ++at;
        return at;
    }

    [[nodiscard]] std::string inserted(std::size_t at, std::string_view text) const {
        std::string before = joined(lines_, 0, at);
        if (!before.empty() && !before.ends_with('\n')) before += line_end_;
        return before.append(text) + joined(lines_, at, lines_.size());
    }
    [[nodiscard]] std::string replaced(std::size_t begin, std::size_t end, std::string_view text) const {
        return joined(lines_, 0, begin).append(text) + joined(lines_, end, lines_.size());
    }

    // The first item of the list below a key; nothing where it is written otherwise.
    [[nodiscard]] std::optional<std::size_t> first_item(std::size_t key) const {
        std::size_t first = key + 1;
        while (first < end_ && (lines_[first].is_blank() || lines_[first].is_comment())) ++first;
        if (first == end_ || lines_[first].indent() == lines_[first].text.size() || lines_[first].text[lines_[first].indent()] != '-')
            return std::nullopt;
        return first;
    }
    [[nodiscard]] std::size_t behind(std::size_t key, std::size_t column, std::size_t limit) const {
        return end_of_block(lines_, key, column, true, limit);
    }
    // Behind the rule's last line that says something.
    [[nodiscard]] std::size_t last() const {
        std::size_t last = end_;
        while (last > begin_ && (lines_[last - 1].is_blank() || lines_[last - 1].is_comment())) --last;
        return last;
    }
    // The key stands behind the dash of its item: its lines cannot be moved alone.
    [[nodiscard]] bool is_behind_dash(std::size_t at) const { return lines_[at].text.substr(0, column_).contains('-'); }

    [[nodiscard]] const Line& line(std::size_t at) const { return lines_[at]; }
    [[nodiscard]] std::size_t begin() const { return begin_; }
    [[nodiscard]] std::size_t end() const { return end_; }
    [[nodiscard]] std::size_t column() const { return column_; }
    [[nodiscard]] std::string blanks(std::size_t more) const { return std::string(column_ + more, ' '); }
    [[nodiscard]] std::string_view line_end() const { return line_end_; }

private:
    std::vector<Line> lines_;
    std::size_t begin_ = 0, end_ = 0, column_ = 0;
    std::string_view line_end_;
};

std::optional<std::string> with_sanitizer(const Block& block, std::string_view pattern) {
    const auto item = [&](std::string_view blanks) { return fmt::format("{0}- pattern: |{1}{0}    {2}{1}", blanks, block.line_end(), pattern); };
    if (const std::size_t at = block.find("pattern-sanitizers"); at < block.end()) {
        const auto first = block.first_item(at);
        if (!first) return std::nullopt;
        return block.inserted(block.behind(at, block.column(), block.end()), item(std::string(block.line(*first).indent(), ' ')));
    }
    const std::size_t sinks = block.find("pattern-sinks");
    if (sinks == block.end() || block.is_behind_dash(sinks)) return std::nullopt;
    return block.inserted(sinks, fmt::format("{}pattern-sanitizers:{}{}", block.blanks(0), block.line_end(), item(block.blanks(2))));
}

} // namespace

std::optional<std::string> with_exclusion(std::string_view file, const rules::SastRule& rule, std::string_view key, std::string_view pattern) {
    const auto block = Block::of(file, rule);
    if (!block) return std::nullopt;
    const std::string_view line_end = block->line_end();
    if (key == "pattern-sanitizers") return with_sanitizer(*block, pattern);
    if (const std::size_t at = block->find("patterns"); at < block->end()) {
        const auto first = block->first_item(at);
        if (!first) return std::nullopt;
        return block->inserted(block->behind(at, block->column(), block->end()),
                               item_text(key, pattern, block->line(*first).indent(), line_end));
    }
    for (const std::string_view single : {"pattern", "pattern-either", "pattern-regex"}) {
        const std::size_t at = block->find(single);
        if (at == block->end()) continue;
        if (block->is_behind_dash(at)) return std::nullopt;
        const std::size_t last = block->behind(at, block->column(), block->end());
        std::string text =
            fmt::format("{}patterns:{}{}- {}", block->blanks(0), line_end, block->blanks(2), block->line(at).text.substr(block->column()));
        if (!text.ends_with('\n')) text += line_end;
        for (std::size_t i = at + 1; i < last; ++i)
            text += block->line(i).is_blank() ? std::string(block->line(i).text) : "    " + std::string(block->line(i).text);
        if (!text.ends_with('\n')) text += line_end;
        return block->replaced(at, last, text + item_text(key, pattern, block->column() + 2, line_end));
    }
    return std::nullopt;
}

std::optional<std::string> with_path_exclusion(std::string_view file, const rules::SastRule& rule, std::string_view glob) {
    const auto block = Block::of(file, rule);
    if (!block) return std::nullopt;
    const std::string_view line_end = block->line_end();
    const auto item = [&](std::string_view blanks) { return fmt::format("{}- \"{}\"{}", blanks, glob, line_end); };
    const std::size_t paths = block->find("paths");
    if (paths == block->end()) {
        if (block->is_behind_dash(block->last() - 1) && block->last() - 1 == block->begin()) return std::nullopt; // all on one line
        return block->inserted(block->last(), fmt::format("{}paths:{}{}exclude:{}{}", block->blanks(0), line_end, block->blanks(2), line_end,
                                                          item(block->blanks(4))));
    }
    const std::size_t behind = block->behind(paths, block->column(), block->end());
    if (paths + 1 >= behind) return std::nullopt; // "paths: {…}"
    const std::size_t column = key_column(block->line(paths + 1));
    const std::size_t exclude = block->find("exclude", paths + 1, behind, column);
    if (exclude == behind)
        return block->inserted(paths + 1,
                               fmt::format("{0}exclude:{1}{2}", std::string(column, ' '), line_end, item(std::string(column + 2, ' '))));
    const auto first = block->first_item(exclude);
    if (!first) return std::nullopt;
    return block->inserted(block->behind(exclude, column, behind), item(std::string(block->line(*first).indent(), ' ')));
}

std::vector<RegexEdit> regex_edits(std::string_view file, const rules::SastRule& rule) {
    std::vector<RegexEdit> edits;
    const auto block = Block::of(file, rule);
    if (!block) return edits;
    for (std::size_t at = block->begin(); at < block->end(); ++at) {
        const Line& line = block->line(at);
        const std::size_t column = key_column(line);
        const bool is_regex = has_key(line, column, "regex") || has_key(line, column, "pattern-regex");
        if (!is_regex) continue;
        const std::size_t colon = line.text.find(':', column);
        const std::size_t begin = std::min(line.text.find_first_not_of(' ', colon + 1), line.text.size());
        std::string_view value = trim(line.text.substr(begin));
        if (value.empty() || value.starts_with('|') || value.starts_with('>') || value.starts_with('"') || value.contains(" #")) continue;
        const bool is_quoted = value.size() >= 2 && value.front() == '\'' && value.back() == '\'';
        const std::string_view regex = is_quoted ? value.substr(1, value.size() - 2) : value;
        for (std::string& changed : narrower_regexes(regex)) {
            const std::string written = is_quoted ? "'" + changed + "'" : changed;
            const std::string text = std::string(line.text.substr(0, begin)) + written + std::string(line.text.substr(begin + value.size()));
            edits.push_back({.before = std::string(regex), .after = std::move(changed), .text = block->replaced(at, at + 1, text)});
        }
    }
    return edits;
}

std::vector<std::string> narrower_regexes(std::string_view regex) {
    std::vector<std::string> changed;
    const auto add = [&](std::string text) {
        if (text != regex && std::ranges::find(changed, text) == changed.end()) changed.push_back(std::move(text));
    };
    const std::string whole(regex);
    const bool has_choice = regex.contains('|');
    const std::string group = has_choice ? "(?:" + whole + ")" : whole;
    if (regex.starts_with("(?i)")) add(whole.substr(4));
    if (!regex.starts_with('^') && !regex.starts_with("(?")) {
        add("\\b" + group);
        add("^" + group);
    }
    if (!regex.ends_with('$')) {
        add(group + "\\b");
        add(group + "$");
    }
    if (!regex.starts_with('^') && !regex.starts_with("(?") && !regex.ends_with('$')) {
        add("\\b" + group + "\\b");
        add("^" + group + "$");
    }
    // What takes anything takes a name only; a point that stands for any character is a point.
    for (std::size_t at = 0; at < regex.size(); ++at) {
        if (regex[at] == '\\') {
            ++at;
            continue;
        }
        if (regex[at] != '.') continue;
        const bool repeats =
            at + 1 < regex.size() && (regex[at + 1] == '*' || regex[at + 1] == '+' || regex[at + 1] == '?' || regex[at + 1] == '{');
        std::string text = whole;
        text.replace(at, 1, repeats ? "\\w" : "\\.");
        add(std::move(text));
    }
    return changed;
}

} // namespace squire::bugreport
