// SPDX-License-Identifier: MIT
//
// The files of rules/assess/, which are part of the program: what is wrong in them is our own mistake, and a test reads them all.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/toml.h"

namespace squire::assess {

/// The text of one of them, by its path in the source tree.
[[nodiscard]] std::string_view data_text(std::string_view name);

/// The same as TOML; parsed once.
[[nodiscard]] const rules::TomlTable& data(std::string_view name);

[[nodiscard]] const rules::TomlValue* find(const rules::TomlTable& table, std::string_view key);

/// The tables of `[[key]]`.
[[nodiscard]] std::vector<const rules::TomlTable*> tables_of(const rules::TomlTable& table, std::string_view key);

/// What a key holds; empty, false or nothing where it is absent or of another type.
[[nodiscard]] std::string text_of(const rules::TomlTable& table, std::string_view key);
[[nodiscard]] bool flag_of(const rules::TomlTable& table, std::string_view key);
[[nodiscard]] std::vector<std::string> words_of(const rules::TomlTable& table, std::string_view key);
[[nodiscard]] std::optional<double> number_of(const rules::TomlValue& value);

/// The lines of a text that are neither empty nor comments.
[[nodiscard]] std::vector<std::string_view> entries_of(std::string_view text);

} // namespace squire::assess
