// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/yaml.h"

namespace squire::pipeline {

struct ValueEntry;

/// What is to be written into a file: a text, a list or a mapping, without a layout yet.
struct Value {
    NodeKind kind = NodeKind::scalar;
    std::string text; // always meant as a text: quoted where YAML would take it for something else
    bool as_is = false; // the text is YAML's own word: true, 10
    std::vector<Value> items;     // of a list, or what the keys of a mapping have
    std::vector<std::string> keys; // of a mapping, as many as items

    [[nodiscard]] static Value scalar(std::string text);
    [[nodiscard]] static Value word(std::string text);
    [[nodiscard]] static Value sequence(std::vector<Value> items);
    [[nodiscard]] static Value mapping(std::vector<ValueEntry> entries);
};

struct ValueEntry {
    std::string key;
    Value value;
};

inline Value Value::scalar(std::string text) { return {.text = std::move(text)}; }
inline Value Value::word(std::string text) { return {.text = std::move(text), .as_is = true}; }
inline Value Value::sequence(std::vector<Value> items) { return {.kind = NodeKind::sequence, .items = std::move(items)}; }
inline Value Value::mapping(std::vector<ValueEntry> entries) {
    Value value{.kind = NodeKind::mapping};
    for (ValueEntry& entry : entries) {
        value.keys.push_back(std::move(entry.key));
        value.items.push_back(std::move(entry.value));
    }
    return value;
}

/// Whether the node says the same, whatever its layout and the order of its keys. Aliases are followed, merge keys are not.
[[nodiscard]] bool says(const YamlFile& file, const Node& node, const Value& value);

} // namespace squire::pipeline
