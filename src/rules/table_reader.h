// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problems.h"
#include "rules/toml.h"

namespace squire::rules {

struct TextAt {
    std::string text;
    TomlPosition at;
};

/// Takes the known keys out of a table, whatever their case (as Gitleaks does), and complains about the rest. Every complaint names file,
/// line and column. A value of the wrong type counts as absent, and the table as `failed`.
class TableReader {
public:
    /// `what` opens each message: "rule 'x'". A wrong value has the weight `wrong`.
    TableReader(const TomlTable& table, std::string_view file_name, std::string what, Weight wrong, Problems& problems)
        : table_(table), file_name_(file_name), what_(std::move(what)), wrong_(wrong), problems_(problems), taken_(table.entries.size()) {}

    [[nodiscard]] std::optional<TextAt> text(std::string_view key);
    [[nodiscard]] std::optional<double> number(std::string_view key); // not negative
    [[nodiscard]] std::optional<std::uint32_t> count(std::string_view key);
    [[nodiscard]] std::optional<bool> flag(std::string_view key);
    /// A list of strings. One string is a list too: it is split at commas as Gitleaks does, unless `whole`.
    [[nodiscard]] std::vector<TextAt> texts(std::string_view key, bool whole = false);
    [[nodiscard]] const TomlTable* table(std::string_view key);
    /// `[[key]]`; one `[key]` is a list of one.
    [[nodiscard]] std::vector<const TomlTable*> tables(std::string_view key);

    /// Warns of every key that was not asked for, with the nearest one that was.
    void finish();

    void rename(std::string what) { what_ = std::move(what); }
    void complain(TomlPosition at, std::string message, std::string hint = {}, ErrorKind kind = ErrorKind::malformed);
    void warn(TomlPosition at, std::string message, std::string hint = {});
    [[nodiscard]] TomlPosition at(std::string_view key) const; // of the key, else of the table
    [[nodiscard]] TomlPosition at() const { return table_.at; }
    [[nodiscard]] bool failed() const { return failed_; }

private:
    const TomlValue* take(std::string_view key);
    void wrong_type(std::string_view key, const TomlValue& value, std::string_view wanted);
    [[nodiscard]] std::string place(TomlPosition at) const;

    const TomlTable& table_;
    std::string_view file_name_;
    std::string what_;
    Weight wrong_;
    Problems& problems_;
    std::vector<bool> taken_;
    std::vector<std::string_view> asked_;
    bool failed_ = false;
};

} // namespace squire::rules
