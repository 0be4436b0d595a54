// SPDX-License-Identifier: MIT
#include "yaml/yaml.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace squire::yaml {

const Entry* Node::find(std::string_view key) const {
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry)
        if (entry->key.kind == NodeKind::scalar && entry->key.text == key) return &*entry;
    return nullptr;
}

bool Node::is_null() const {
    static constexpr std::array<std::string_view, 5> kNulls = {"", "~", "null", "Null", "NULL"};
    return kind == NodeKind::scalar && style == NodeStyle::plain && tag.empty() && std::ranges::find(kNulls, text) != kNulls.end();
}

Range Entry::range() const { return {.begin = key.begin, .end = std::max(key.range.end, value.range.end)}; }

bool Entry::is_merge() const { return key.kind == NodeKind::scalar && key.style == NodeStyle::plain && key.text == "<<"; }

Place YamlFile::place(std::size_t offset) const {
    offset = std::min(offset, bytes.size());
    const auto after = std::ranges::upper_bound(line_starts, offset);
    std::size_t start = after == line_starts.begin() ? 0 : *(after - 1);
    if (byte_order_mark && start == 0) start = std::min<std::size_t>(offset, 3); // which no editor shows
    const auto continues = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; };
    const std::string_view before = text({.begin = start, .end = offset});
    const auto characters = before.size() - static_cast<std::size_t>(std::ranges::count_if(before, continues));
    return {.line = static_cast<std::size_t>(after - line_starts.begin()), .column = characters + 1};
}

std::string YamlFile::place_name(std::size_t offset) const {
    const Place at = place(offset);
    return fmt::format("{}:{}:{}", name, at.line, at.column);
}

namespace {

/// The last node with this anchor that begins before `limit`. Nodes stand in the order of the file.
const Node* last_anchored(const Node& node, std::string_view anchor, std::size_t limit) { // NOLINT(misc-no-recursion): bounded by the reader
    if (node.begin >= limit) return nullptr;
    for (auto item = node.items.rbegin(); item != node.items.rend(); ++item)
        if (const Node* found = last_anchored(*item, anchor, limit)) return found;
    for (auto entry = node.entries.rbegin(); entry != node.entries.rend(); ++entry) {
        if (const Node* found = last_anchored(entry->value, anchor, limit)) return found;
        if (const Node* found = last_anchored(entry->key, anchor, limit)) return found;
    }
    return node.anchor == anchor ? &node : nullptr;
}

} // namespace

const Node* YamlFile::target(const Node& alias) const {
    for (const YamlDocument& document : documents)
        if (alias.range.begin >= document.range.begin && alias.range.begin < document.range.end)
            return last_anchored(document.root, alias.text, alias.range.begin);
    return nullptr;
}

} // namespace squire::yaml
