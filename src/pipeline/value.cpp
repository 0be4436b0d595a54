// SPDX-License-Identifier: MIT
#include "pipeline/value.h"

namespace squire::pipeline {

bool says(const YamlFile& file, const Node& node, const Value& value) { // NOLINT(misc-no-recursion): as deep as the value
    const Node* meant = &node;
    for (int hops = 0; meant != nullptr && meant->kind == NodeKind::alias && hops < 4; ++hops) meant = file.target(*meant);
    if (meant == nullptr || meant->kind != value.kind || meant->tag.starts_with("!reference")) return false;
    if (value.kind == NodeKind::scalar) return meant->text == value.text;
    if (meant->items.size() != value.items.size() || meant->entries.size() != value.entries.size()) return false;
    for (std::size_t item = 0; item < value.items.size(); ++item)
        if (!says(file, meant->items[item], value.items[item])) return false;
    for (const ValueEntry& entry : value.entries) {
        const Entry* found = meant->find(entry.key);
        if (found == nullptr || !says(file, found->value, entry.value)) return false;
    }
    return true;
}

} // namespace squire::pipeline
