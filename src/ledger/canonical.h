// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/hash.h"

namespace squire::ledger {

/// One column of a row.
using Value = std::variant<std::monostate, std::int64_t, std::string_view>;

/// Adds a field to bytes that are to be hashed, so that no two lists of fields give the same bytes: nothing is "n", a number "i12;", a text
/// "t5:" and its five bytes.
void append_field(std::string& bytes, const Value& field);

/// What the rows that one entry writes hash to: SHA-256 over the SHA-256 of each row, in order, whose bytes are the table's name and its columns
/// in the form of `append_field`. Two levels, so that a scan of many findings needs not stand in memory twice.
class RowsDigest {
public:
    void add(std::string_view table, std::span<const Value> columns);
    [[nodiscard]] Sha256 finish() const;

private:
    std::string row_;
    std::string hashes_;
};

} // namespace squire::ledger
