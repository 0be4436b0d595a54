// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace squire::store {

/// The different values of an indexed column of `vulnerability`. A million rows have some thousand files and some
/// hundred rules, so to look for a text among those is a thousand times less than to look into each row. Each different value costs one
/// descent of the index (a "loose index scan", which neither database does by itself).
class DistinctValues {
public:
    /// `column` is a column, or an expression over some, by which an index begins.
    explicit DistinctValues(std::string_view column) : column_(column) {}

    /// Those for which `condition` is true, or nothing where they are more than `most`. In the condition the value is called `value` and the pattern
    /// $1.
    [[nodiscard]] Result<std::optional<std::vector<std::string>>> matching(Database& database, std::string_view condition,
                                                                           std::string_view pattern, std::size_t most) const;

private:
    std::string_view column_;
};

} // namespace squire::store
