// SPDX-License-Identifier: MIT
//
// TOML 1.0 as a plain tree in the order of the file, with the position of every key and value. A parser of our own: toml++ 3.3, Debian's, takes
// three times as long, which every start of the program would pay for, and its assertions can be reached by what a scanned project's rule file holds.
// Checked against the 709 cases that github.com/toml-lang/toml-test has for TOML 1.0.
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
    std::uint32_t column = 0; // in bytes
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

/// The bound on a text that `parse_toml` takes unless told otherwise; the largest rule file known to its author has 0.2 MB.
inline constexpr std::size_t kTomlSizeLimit = 4U << 20U;

/// The document, or the first error with "file:line:column" as its place. Nesting and dotted keys are bounded (kind limit), so that no text
/// can exhaust the stack.
[[nodiscard]] Result<TomlTable> parse_toml(std::string_view text, std::string_view file_name, std::size_t size_limit = kTomlSizeLimit);

} // namespace squire::rules
