// SPDX-License-Identifier: MIT
#include "pipeline/value.h"

namespace squire::pipeline {

bool says(const YamlFile& file, const Node& node, const Value& value) { // NOLINT(misc-no-recursion): as deep as the value
    const Node* meant = &node;
    for (int hops = 0; meant != nullptr && meant->kind == NodeKind::alias && hops < 4; ++hops) meant = file.target(*meant);
    if (meant == nullptr || meant->kind != value.kind || meant->tag.starts_with("!reference")) return false;
    if (value.kind == NodeKind::scalar) return meant->text == value.text;
    const bool list = value.kind == NodeKind::sequence;
    if ((list ? meant->items.size() : meant->entries.size()) != value.items.size()) return false;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        const Entry* entry = list ? nullptr : meant->find(value.keys[i]);
        if (!list && entry == nullptr) return false;
        if (!says(file, list ? meant->items[i] : entry->value, value.items[i])) return false;
    }
    return true;
}

} // namespace squire::pipeline
