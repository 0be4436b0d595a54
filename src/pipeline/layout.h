// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "pipeline/value.h"
#include "pipeline/yaml.h"

namespace squire::pipeline {

/// How a file is laid out, measured from what it does most often; where it says nothing, the usual.
struct Layout {
    std::size_t column = 0;      // where the keys of the top level stand, from 0
    std::size_t indent = 2;      // of a mapping under its key
    std::size_t list_indent = 2; // of a dash under its key: 0, 2, …
    std::size_t blank_lines = 1; // between two keys of the top level
    char quote = 0;              // around a text that needs none; 0: left plain
    char needed_quote = '"';     // around one that does
    std::string line_break = "\n";
};

[[nodiscard]] Layout measure_layout(const YamlFile& file, const YamlDocument& document);

/// The same with the quotes that are usual within `node`, where it has a text to tell by: a list of includes has habits of its own.
[[nodiscard]] Layout with_quotes_of(const YamlFile& file, const Node& node, Layout layout);

/// Lines joined by line breaks, without one at the end; each after `column` blanks.
[[nodiscard]] std::string block_entry(std::string_view key, const Value& value, std::size_t column, const Layout& layout);
[[nodiscard]] std::string block_item(const Value& value, std::size_t column, const Layout& layout);
[[nodiscard]] std::string flow_entry(std::string_view key, const Value& value, const Layout& layout);
[[nodiscard]] std::string flow_item(const Value& value, const Layout& layout);

} // namespace squire::pipeline
