// SPDX-License-Identifier: MIT
#include "pipeline/layout.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::pipeline {

namespace {

/// What YAML 1.1 takes for a boolean, a null, a number, a date or a merge.
bool means_something_else(std::string_view text) {
    static constexpr std::array<std::string_view, 16> kWords = {"y",    "n", "yes", "no", "on",   "off",   "true",  "false",
                                                                "null", "~", "<<",  "=",  ".inf", "-.inf", "+.inf", ".nan"};
    if (std::ranges::find(kWords, to_lower(text)) != kWords.end()) return true;
    const bool begins_a_number = std::string_view("0123456789+-.").contains(text.front());
    return begins_a_number && text.find_first_not_of("0123456789+-.:_eExXoObabcdefABCDEFtTzZ ") == std::string_view::npos;
}

bool can_be_plain(std::string_view text) {
    if (text.empty() || text.size() > 200 || means_something_else(text)) return false;
    if (std::string_view("-?:,[]{}#&*!|>'\"%@` \t").contains(text.front()) || std::string_view(" \t:").contains(text.back())) return false;
    if (text.contains(": ") || text.contains(" #") || text.contains(":\t") || text.contains("\t#")) return false;
    return std::ranges::none_of(text, [](char byte) { return byte < ' ' || byte == '\x7F' || std::string_view(",[]{}").contains(byte); });
}

std::string double_quoted(std::string_view text) {
    std::string made = "\"";
    for (const char byte : text) {
        if (byte == '"' || byte == '\\') made += '\\';
        if (byte == '\n')
            made += "\\n";
        else if (byte == '\t')
            made += "\\t";
        else if ((byte >= 0 && byte < ' ') || byte == '\x7F')
            made += fmt::format("\\x{:02x}", static_cast<unsigned>(byte));
        else
            made += byte;
    }
    return made + '"';
}

std::string scalar_text(const Value& value, const Layout& layout) {
    if (value.as_is) return value.text;
    const bool plain = can_be_plain(value.text);
    const char quote = plain ? layout.quote : layout.needed_quote;
    if (quote == 0) return value.text;
    const bool simple = std::ranges::none_of(value.text, [](char byte) { return (byte >= 0 && byte < ' ') || byte == '\x7F'; });
    if (quote == '"' || !simple || value.text.contains('\'')) return double_quoted(value.text);
    return "'" + value.text + "'";
}

std::string key_text(std::string_view key, const Layout& layout) {
    Layout unquoted = layout;
    unquoted.quote = 0;
    return scalar_text(Value::scalar(std::string(key)), unquoted);
}

bool is_block(const Value& value) { return value.kind != NodeKind::scalar && !value.items.empty(); }

std::string blanks(std::size_t count) { return std::string(count, ' '); }

/// The entries of a mapping, the first of them without its blanks.
std::string entries_from(const Value& value, std::size_t column, const Layout& layout) { // NOLINT(misc-no-recursion): as deep as the value
    std::string text;
    for (std::size_t i = 0; i < value.keys.size(); ++i)
        text += (text.empty() ? "" : layout.line_break) + block_entry(value.keys[i], value.items[i], column, layout);
    return text.substr(column);
}

struct Habits {
    std::size_t plain = 0, single_quoted = 0, double_quoted = 0;
    std::map<std::size_t, std::size_t> indents, list_indents;
};

void look(const YamlFile& file, const Node& node, bool is_value, Habits& habits) { // NOLINT(misc-no-recursion): bounded by the reader
    if (node.kind == NodeKind::scalar && is_value && can_be_plain(node.text)) {
        habits.plain += node.style == NodeStyle::plain ? 1 : 0;
        habits.single_quoted += node.style == NodeStyle::single_quoted ? 1 : 0;
        habits.double_quoted += node.style == NodeStyle::double_quoted ? 1 : 0;
    }
    for (const Node& item : node.items) look(file, item, true, habits);
    for (const Entry& entry : node.entries) {
        look(file, entry.value, true, habits);
        if (entry.value.style != NodeStyle::block) continue;
        const Place key = file.place(entry.key.begin);
        const Place value = file.place(entry.value.range.begin);
        if (value.line == key.line || value.column < key.column) continue;
        auto& measured = entry.value.kind == NodeKind::mapping ? habits.indents : habits.list_indents;
        ++measured[value.column - key.column];
    }
}

std::size_t most_frequent(const std::map<std::size_t, std::size_t>& counts, std::size_t otherwise) {
    const auto most = std::ranges::max_element(counts, {}, [](const auto& count) { return count.second; });
    return most == counts.end() ? otherwise : most->first;
}

void set_quotes(const Habits& habits, Layout& layout) {
    const std::size_t quoted = habits.single_quoted + habits.double_quoted;
    if (habits.plain + quoted == 0) return;
    if (quoted > 0) layout.needed_quote = habits.single_quoted > habits.double_quoted ? '\'' : '"';
    layout.quote = quoted > habits.plain ? layout.needed_quote : '\0';
}

std::size_t blank_lines_between(const YamlFile& file, std::size_t begin, std::size_t end) {
    std::size_t count = 0;
    for (std::size_t line = file.place(begin).line + 1; line < file.place(end).line; ++line) {
        const Range whole = {.begin = file.line_starts[line - 1], .end = file.line_starts[line]};
        count += trim(file.text(whole)).empty() ? 1 : 0;
    }
    return count;
}

} // namespace

Layout measure_layout(const YamlFile& file, const YamlDocument& document) {
    Layout layout;
    Habits habits;
    const Node& root = document.root;
    look(file, root, false, habits);
    set_quotes(habits, layout);
    layout.indent = std::max<std::size_t>(most_frequent(habits.indents, most_frequent(habits.list_indents, 2)), 1);
    if (habits.indents.empty() && layout.indent < 2) layout.indent = 2;
    layout.list_indent = most_frequent(habits.list_indents, layout.indent);
    if (root.kind == NodeKind::mapping && root.style == NodeStyle::block) layout.column = file.place(root.range.begin).column - 1;
    std::map<std::size_t, std::size_t> gaps;
    const auto lines = [&](const Entry& entry) { return file.place(entry.range().end).line - file.place(entry.range().begin).line; };
    for (std::size_t next = 1; next < root.entries.size(); ++next) {
        const Entry& before = root.entries[next - 1];
        const Entry& after = root.entries[next];
        if (lines(before) + lines(after) > 0) ++gaps[blank_lines_between(file, before.range().end, after.range().begin)];
    }
    layout.blank_lines = std::min<std::size_t>(most_frequent(gaps, 1), 3);
    const auto returns = std::ranges::count(file.bytes, '\r');
    if (2 * returns > std::ranges::count(file.bytes, '\n') && file.bytes.contains("\r\n")) layout.line_break = "\r\n";
    return layout;
}

Layout with_quotes_of(const YamlFile& file, const Node& node, Layout layout) {
    Habits habits;
    look(file, node, true, habits);
    set_quotes(habits, layout);
    return layout;
}

std::string flow_item(const Value& value, const Layout& layout) { // NOLINT(misc-no-recursion): as deep as the value
    if (value.kind == NodeKind::scalar) return scalar_text(value, layout);
    std::string text;
    const bool list = value.kind == NodeKind::sequence;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        if (i > 0) text += ", ";
        text += list ? flow_item(value.items[i], layout) : flow_entry(value.keys[i], value.items[i], layout);
    }
    return list ? "[" + text + "]" : "{" + text + "}";
}

std::string flow_entry(std::string_view key, const Value& value, const Layout& layout) { // NOLINT(misc-no-recursion): as deep as the value
    return key_text(key, layout) + ": " + flow_item(value, layout);
}

std::string block_item(const Value& value, std::size_t column, const Layout& layout) { // NOLINT(misc-no-recursion): as deep as the value
    const std::string dash = blanks(column) + "- ";
    if (!is_block(value)) return dash + flow_item(value, layout);
    if (value.kind == NodeKind::mapping) return dash + entries_from(value, column + 2, layout);
    std::string text;
    for (const Value& item : value.items) text += (text.empty() ? "" : layout.line_break) + block_item(item, column + 2, layout);
    return dash + text.substr(column + 2);
}

std::string block_entry(std::string_view key, const Value& value, std::size_t column, const Layout& layout) { // NOLINT(misc-no-recursion)
    std::string text = blanks(column) + key_text(key, layout) + ":";
    if (!is_block(value)) return text + " " + flow_item(value, layout);
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        text += layout.line_break;
        text += value.kind == NodeKind::sequence ? block_item(value.items[i], column + layout.list_indent, layout)
                                                 : block_entry(value.keys[i], value.items[i], column + layout.indent, layout);
    }
    return text;
}

} // namespace squire::pipeline
