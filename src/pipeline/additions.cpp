// SPDX-License-Identifier: MIT
#include "pipeline/additions.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "pipeline/insertion.h"
#include "pipeline/layout.h"

namespace squire::pipeline {

namespace {

std::unexpected<Error> by_hand(const YamlFile& file, const Node& node, std::string message) {
    return fail(ErrorKind::unsupported, std::move(message), file.place_name(node.begin), "make this edit by hand");
}

std::size_t column(const YamlFile& file, std::size_t offset) { return file.place(offset).column - 1; }
std::size_t line(const YamlFile& file, std::size_t offset) { return file.place(offset).line; }
std::string blanks(std::size_t count) { return std::string(count, ' '); }

/// Where the line with `offset` ends: before its line break.
std::size_t line_end(const YamlFile& file, std::size_t offset) {
    const std::size_t next = line(file, offset);
    if (next >= file.line_starts.size()) return file.bytes.size();
    std::size_t end = file.line_starts[next] - 1;
    if (end > offset && file.bytes[end] == '\n' && file.bytes[end - 1] == '\r') --end;
    return end;
}

bool is_unwritten(const Node& node) { return node.kind == NodeKind::scalar && node.style == NodeStyle::plain && node.range.size() == 0; }

/// The node itself, or what it is an alias of.
const Node* written_at(const YamlFile& file, const Node& node) { // NOLINT(bugprone-return-const-ref-from-parameter): a part of the file
    const Node* target = node.kind == NodeKind::alias ? file.target(node) : nullptr;
    return target == nullptr ? &node : target;
}

std::size_t uses(const Node& node, std::string_view anchor) { // NOLINT(misc-no-recursion): bounded by the reader
    std::size_t count = node.kind == NodeKind::alias && node.text == anchor ? 1 : 0;
    for (const Node& item : node.items) count += uses(item, anchor);
    for (const Entry& entry : node.entries) count += uses(entry.key, anchor) + uses(entry.value, anchor);
    return count;
}

/// Whether a list, or one that its aliases stand for, has this item.
bool has_item(const YamlFile& file, const Node& list, const Value& value) {
    return std::ranges::any_of(list.items, [&](const Node& item) {
        const Node& meant = *written_at(file, item);
        if (says(file, item, value)) return true;
        return &meant != &item && std::ranges::any_of(meant.items, [&](const Node& inner) { return says(file, inner, value); });
    });
}

/// After the last node in a flow collection: behind its comma, where there is one, on a line of its own where the others have theirs.
std::vector<Insertion> flow_append(const YamlFile& file, const Node& collection, std::size_t first, std::size_t last, const std::string& text,
                                   const Layout& layout) {
    const std::size_t close = collection.range.end - 1;
    if (last <= collection.range.begin) return {{.at = close, .text = text}};
    std::size_t comma = 0;
    for (auto piece = std::ranges::lower_bound(file.pieces, last, {}, [](const Piece& each) { return each.range.begin; });
         piece != file.pieces.end() && piece->range.begin < close; ++piece)
        if (piece->kind == PieceKind::indicator && file.bytes[piece->range.begin] == ',') comma = piece->range.end;
    const bool own_lines = line(file, last) != line(file, close) && line(file, first) != line(file, collection.range.begin);
    if (!own_lines) return {{.at = comma > 0 ? comma : last, .text = comma > 0 ? " " + text + "," : ", " + text}};
    const std::string on_its_line = layout.line_break + blanks(column(file, first)) + text;
    if (comma > 0) return {{.at = line_end(file, comma), .text = on_its_line + ","}};
    return {{.at = last, .text = ","}, {.at = line_end(file, last), .text = on_its_line}};
}

/// Behind the item `after`, or behind the last.
Result<YamlFile> add_item(const YamlFile& file, const Node& list, const Value& value, std::size_t after, const Layout& layout) {
    if (list.style == NodeStyle::block) {
        const std::string text = layout.line_break + block_item(value, column(file, list.range.begin), layout);
        return insert(file, {{.at = line_end(file, list.items.at(after).range.end), .text = text}});
    }
    const std::string text = flow_item(value, layout);
    if (list.items.empty()) return insert(file, flow_append(file, list, 0, 0, text, layout));
    if (after + 1 < list.items.size()) return insert(file, {{.at = list.items[after].range.end, .text = ", " + text}});
    return insert(file, flow_append(file, list, list.items.back().begin, list.items.back().range.end, text, layout));
}

Result<YamlFile> add_entry(const YamlFile& file, const Node& mapping, std::string_view key, const Value& value, const Layout& layout) {
    if (mapping.style == NodeStyle::block) {
        const std::string text = layout.line_break + block_entry(key, value, column(file, mapping.range.begin), layout);
        return insert(file, {{.at = line_end(file, mapping.entries.back().range().end), .text = text}});
    }
    const std::string text = flow_entry(key, value, layout);
    if (mapping.entries.empty()) return insert(file, flow_append(file, mapping, 0, 0, text, layout));
    const Entry& last = mapping.entries.back();
    return insert(file, flow_append(file, mapping, last.key.begin, last.range().end, text, layout));
}

/// The value becomes the first item of a new list, `item` the second. What is written of it stays; a dash goes before it.
Result<YamlFile> make_list(const YamlFile& file, const Entry& entry, const Value& item, const Layout& layout) {
    const std::size_t key_column = column(file, entry.key.begin);
    const std::size_t colon = file.bytes.find(':', entry.key.range.end);
    if (colon >= entry.value.begin) return by_hand(file, entry.value, "there is no place for a list here");
    const bool same_line = line(file, colon) == line(file, entry.value.begin);
    std::size_t dash = key_column + layout.list_indent;
    if (line(file, colon) != line(file, entry.value.range.begin)) { // it stands below, and the dash has to stand left of it
        const std::size_t value_column = column(file, entry.value.range.begin);
        dash = std::max(key_column, value_column > 2 ? value_column - 2 : 0);
    }
    return insert(file, {{.at = same_line ? colon + 1 : line_end(file, colon), .text = layout.line_break + blanks(dash) + "-"},
                         {.at = line_end(file, entry.value.range.end), .text = layout.line_break + block_item(item, dash, layout)}});
}

// The order in which most of GitLab's projects have their keywords; what is not here is a job.
constexpr std::array<std::string_view, 10> kKeywords = {"include", "workflow", "stages", "variables",     "default",
                                                        "image",   "services", "cache",  "before_script", "after_script"};

std::size_t rank(std::string_view key) { return static_cast<std::size_t>(std::ranges::find(kKeywords, key) - kKeywords.begin()); }

bool is_blank_line(const YamlFile& file, std::size_t number) { // from 0
    const std::size_t end = number + 1 < file.line_starts.size() ? file.line_starts[number + 1] : file.bytes.size();
    return trim(file.text({.begin = file.line_starts[number], .end = end})).empty();
}

/// The line of an entry's end, from 0, with the comments right below it that are indented deeper than keys.
std::size_t last_line_of(const YamlFile& file, const Entry& entry, std::size_t key_column) {
    std::size_t last = line(file, entry.range().end) - 1;
    while (last + 1 < file.line_starts.size()) {
        const std::string_view next = std::string_view(file.bytes).substr(file.line_starts[last + 1]);
        const std::size_t text = next.find_first_not_of(" \t");
        if (text == std::string_view::npos || next[text] != '#' || text <= key_column) break;
        ++last;
    }
    return last;
}

bool is_comment_line(const YamlFile& file, std::size_t number) {
    return trim(std::string_view(file.bytes)
                    .substr(file.line_starts[number], line_end(file, file.line_starts[number]) - file.line_starts[number]))
        .starts_with('#');
}

std::string lines(const Layout& layout, std::size_t count) {
    std::string text;
    for (; count > 0; --count) text += layout.line_break;
    return text;
}

Insertion behind_entry(const YamlFile& file, const Node& root, std::size_t entry, const std::string& text, const Layout& layout) {
    const std::size_t last = last_line_of(file, root.entries[entry], layout.column);
    std::size_t gap = layout.blank_lines;
    if (entry + 1 < root.entries.size()) { // as many as follow, so that the gap stays what it was on both sides
        gap = 0;
        while (last + gap + 1 < file.line_starts.size() && is_blank_line(file, last + gap + 1)) ++gap;
    }
    return {.at = line_end(file, file.line_starts[last]), .text = lines(layout, gap + 1) + text};
}

/// Before the first entry and the comment that is right above it, unless that comment heads the file.
Insertion before_first_entry(const YamlFile& file, const YamlDocument& document, const std::string& text, const Layout& layout) {
    const std::size_t first = line(file, document.root.range.begin) - 1;
    std::size_t top = first;
    while (top > 0 && file.line_starts[top - 1] >= document.range.begin && is_comment_line(file, top - 1)) --top;
    const std::string comment = to_lower(file.text({.begin = file.line_starts[top], .end = file.line_starts[first]}));
    static constexpr std::array<std::string_view, 6> kHeads = {"spdx", "copyright", "licen", "vim:", "yaml-language-server", "-*-"};
    const bool heads = top == 0 && std::ranges::any_of(kHeads, [&](std::string_view word) { return comment.contains(word); });
    std::size_t at = file.line_starts[heads ? first : top];
    if (at == 0 && file.byte_order_mark) at = 3;
    return {.at = at, .text = text + lines(layout, layout.blank_lines + 1)};
}

Insertion at_the_end(const YamlFile& file, const YamlDocument& document, const std::string& text, const Layout& layout) {
    const std::size_t end = document.range.end;
    const std::string_view before = std::string_view(file.bytes).substr(0, end);
    const bool whole_line = before.empty() || before.ends_with('\n') || (file.byte_order_mark && end == 3);
    std::size_t there = 0; // blank lines
    if (whole_line)
        while (line(file, end) >= there + 2 && is_blank_line(file, line(file, end) - there - 2)) ++there;
    const bool alone = trim(before.substr(std::min<std::size_t>(end, file.byte_order_mark ? 3 : 0))).empty();
    const Node* last = &document.root; // a `|+` would take blank lines for its own
    while (!last->items.empty() || !last->entries.empty()) last = last->items.empty() ? &last->entries.back().value : &last->items.back();
    const bool keeps = last->style >= NodeStyle::literal && file.text(last->range).substr(0, 3).contains('+');
    const std::size_t wanted = alone || keeps || is_unwritten(document.root) ? 0 : layout.blank_lines;
    const std::string gap = lines(layout, wanted > there ? wanted - there : 0);
    if (whole_line) return {.at = end, .text = gap + text + layout.line_break};
    return {.at = end, .text = layout.line_break + gap + text};
}

Result<const Node*> top_level(const YamlFile& file) {
    const Node& root = pipeline_document(file).root;
    if (root.kind == NodeKind::mapping || (is_unwritten(root) && root.tag.empty() && root.anchor.empty())) return &root;
    return fail(ErrorKind::malformed, "this is no pipeline: there is no mapping at the top", file.place_name(root.begin),
                "a pipeline has its jobs as keys");
}

/// The collection of this kind that a keyword's value is, or that its alias alone stands for.
Result<const Node*> collection(const YamlFile& file, const Entry& entry, NodeKind kind) {
    const Node& value = entry.value;
    const Node& written = *written_at(file, value);
    if (written.kind != kind || written.tag.starts_with("!reference"))
        return by_hand(file, value, fmt::format("'{}' is no {} here", entry.key.text, kind == NodeKind::sequence ? "list" : "mapping"));
    if (&written != &value && uses(pipeline_document(file).root, value.text) > 1)
        return by_hand(file, value, fmt::format("what '*{}' stands for is used elsewhere too", value.text));
    return &written;
}

} // namespace

const YamlDocument& pipeline_document(const YamlFile& file) {
    const bool header = file.documents.size() > 1 && file.documents.front().root.find("spec") != nullptr;
    return file.documents[header ? 1 : 0];
}

Result<YamlFile> add_top_level(const YamlFile& file, std::string_view key, const Value& value) {
    const auto top = top_level(file);
    if (!top) return std::unexpected(top.error());
    const Node& root = **top;
    if (const Entry* there = root.find(key)) {
        if (says(file, there->value, value)) return file;
        return fail(ErrorKind::usage, fmt::format("'{}' is already there, and is something else", key), file.place_name(there->key.begin),
                    "choose another name");
    }
    const YamlDocument& document = pipeline_document(file);
    const Layout layout = measure_layout(file, document);
    if (root.kind == NodeKind::mapping && root.style == NodeStyle::flow) return add_entry(file, root, key, value, layout);
    const std::string text = block_entry(key, value, layout.column, layout);
    if (root.entries.empty() || rank(key) == kKeywords.size()) return insert(file, {at_the_end(file, document, text, layout)});
    // Behind the last of the keywords that usually come before it; jobs may stand among them, but not before all of them.
    std::size_t behind = root.entries.size();
    for (std::size_t entry = 0; entry < root.entries.size(); ++entry)
        if (rank(root.entries[entry].key.text) < rank(key)) behind = entry;
    if (behind == root.entries.size()) return insert(file, {before_first_entry(file, document, text, layout)});
    if (behind + 1 == root.entries.size()) return insert(file, {at_the_end(file, document, text, layout)});
    return insert(file, {behind_entry(file, root, behind, text, layout)});
}

Result<YamlFile> add_include(const YamlFile& file, const Value& entry) {
    const auto top = top_level(file);
    if (!top) return std::unexpected(top.error());
    const Entry* include = (*top)->find("include");
    if (include == nullptr) return add_top_level(file, "include", Value::sequence({entry}));
    const Node& value = include->value;
    const Node& written = *written_at(file, value);
    if (says(file, value, entry)) return file;
    const Layout layout = with_quotes_of(file, written, measure_layout(file, pipeline_document(file)));
    if (is_unwritten(value) && value.tag.empty()) {
        const std::string item = block_item(entry, column(file, include->key.begin) + layout.list_indent, layout);
        return insert(file, {{.at = line_end(file, value.range.end), .text = layout.line_break + item}});
    }
    if (value.is_null() || (value.kind == NodeKind::alias && &written == &value))
        return by_hand(file, value, "'include' says nothing that could be added to");
    if (written.kind == NodeKind::sequence && !written.tag.starts_with("!reference")) {
        if (has_item(file, written, entry)) return file;
        const auto list = collection(file, *include, NodeKind::sequence);
        if (!list) return std::unexpected(list.error());
        return add_item(file, **list, entry, written.items.empty() ? 0 : written.items.size() - 1, layout);
    }
    if ((*top)->style == NodeStyle::flow) {
        return insert(file, {{.at = value.begin, .text = "["}, {.at = value.range.end, .text = ", " + flow_item(entry, layout) + "]"}});
    }
    return make_list(file, *include, entry, layout);
}

Result<YamlFile> add_stage(const YamlFile& file, std::string_view stage, std::string_view after) {
    static constexpr std::array<std::string_view, 3> kDefaults = {"build", "test", "deploy"};
    const auto top = top_level(file);
    if (!top) return std::unexpected(top.error());
    if (stage == ".pre" || stage == ".post") return file;
    const Value added = Value::scalar(std::string(stage));
    const Entry* stages = (*top)->find("stages");
    if (stages == nullptr) {
        if (std::ranges::find(kDefaults, stage) != kDefaults.end()) return file;
        std::vector<Value> all;
        bool placed = false;
        for (const std::string_view each : kDefaults) {
            all.push_back(Value::scalar(std::string(each)));
            if (each == after) all.push_back(added), placed = true;
        }
        if (!placed) all.push_back(added);
        return add_top_level(file, "stages", Value::sequence(std::move(all)));
    }
    const Node& written = *written_at(file, stages->value);
    if (has_item(file, written, added)) return file;
    const auto list = collection(file, *stages, NodeKind::sequence);
    if (!list) return std::unexpected(list.error());
    const auto before =
        std::ranges::find_if((*list)->items, [&](const Node& item) { return item.kind == NodeKind::scalar && item.text == after; });
    const std::size_t last = (*list)->items.empty() ? 0 : (*list)->items.size() - 1;
    const std::size_t place = before == (*list)->items.end() ? last : static_cast<std::size_t>(before - (*list)->items.begin());
    return add_item(file, **list, added, place, with_quotes_of(file, **list, measure_layout(file, pipeline_document(file))));
}

Result<YamlFile> add_variable(const YamlFile& file, std::string_view name, std::string_view value) {
    const auto top = top_level(file);
    if (!top) return std::unexpected(top.error());
    const Value added = Value::scalar(std::string(value));
    const Entry* variables = (*top)->find("variables");
    if (variables == nullptr) return add_top_level(file, "variables", Value::mapping({{.key = std::string(name), .value = added}}));
    const Node& written = *written_at(file, variables->value);
    if (const Entry* there = written.find(name)) {
        const Entry* inner = there->value.find("value"); // beside its description
        if (says(file, inner == nullptr ? there->value : inner->value, added)) return file;
        return fail(ErrorKind::usage, fmt::format("the variable '{}' already has another value", name), file.place_name(there->key.begin),
                    "leave it, or change it by hand");
    }
    const Layout layout = with_quotes_of(file, written, measure_layout(file, pipeline_document(file)));
    if (is_unwritten(variables->value) && variables->value.tag.empty()) {
        const std::string text = block_entry(name, added, column(file, variables->key.begin) + layout.indent, layout);
        return insert(file, {{.at = line_end(file, variables->value.range.end), .text = layout.line_break + text}});
    }
    const auto mapping = collection(file, *variables, NodeKind::mapping);
    if (!mapping) return std::unexpected(mapping.error());
    return add_entry(file, **mapping, name, added, layout);
}

} // namespace squire::pipeline
