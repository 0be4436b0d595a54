// SPDX-License-Identifier: MIT
//
// TOML 1.0 as a plain tree with positions. toml++ does the parsing and is seen by toml.cpp alone: it is large to compile, and its tables
// neither keep the order of the file nor compare keys without case, both of which the rule reader needs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace squire::rules {

struct TomlPosition {
    std::uint32_t line = 0; // from 1; 0: not known
    std::uint32_t column = 0;
};

struct TomlEntry;
struct TomlValue;

struct TomlTable {
    std::vector<TomlEntry> entries; // in the order of the file
    TomlPosition at;
};

using TomlArray = std::vector<TomlValue>;

/// A date or a time: no key of Squire's takes one.
struct TomlDate {};

struct TomlValue {
    std::variant<std::string, std::int64_t, double, bool, TomlDate, TomlArray, TomlTable> value;
    TomlPosition at;
};

struct TomlEntry {
    std::string key;
    TomlPosition at; // of the key
    TomlValue value;
};

/// "string", "integer", "number", "boolean", "date", "list", "table": for messages.
[[nodiscard]] std::string_view type_name(const TomlValue& value);

/// The bound on a text that `parse_toml` takes; the largest rule file known to its author has 0.2 MB.
inline constexpr std::size_t kTomlSizeLimit = 4U << 20U;

/// The document, or the first error with "file:line:column" as its place. Nesting and dotted keys are bounded (kind limit), so that no text
/// can exhaust the stack.
[[nodiscard]] Result<TomlTable> parse_toml(std::string_view text, std::string_view file_name);

} // namespace squire::rules
