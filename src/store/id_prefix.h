// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "store/database.h"

namespace squire::store {

/// A table with a column "id" of hexadecimal digits, and an index on it, or on a column "head" (store/text_key.h).
struct IdColumn {
    std::string_view table;
    std::string_view what; // for people: "vulnerability"
    bool has_head = false;
};

/// Ids that begin with `prefix` lie in [first, second). Usage error where it is shorter than 4 digits or holds anything but hexadecimal digits, of
/// either case.
[[nodiscard]] Result<std::pair<std::string, std::string>> prefix_range(std::string_view prefix);

/// The one id that begins so. not_found where there is none, usage where there are several: the hint lists some.
[[nodiscard]] Result<std::string> resolve(Database& database, const IdColumn& column, std::string_view prefix);

/// The shortest prefix of this id that no other one has, of at least 7 digits, as git does.
[[nodiscard]] Result<std::string> shortest_prefix(Database& database, const IdColumn& column, std::string_view id);

} // namespace squire::store
