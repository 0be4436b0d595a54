// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/canonical.h"
#include "store/database.h"

namespace squire::store {

/// A column's value on its way into the database.
using Cell = std::variant<std::monostate, std::int64_t, std::string>;
using Record = std::vector<Cell>; // one row, in the order of its table's columns

/// A table whose rows are facts: written once by one ledger entry, in its digest, exported and imported.
struct FactTable {
    std::string_view name;
    std::span<const std::string_view> columns; // as in migrations/; one of them is "entry"
    std::string_view key;                      // two columns that are unique and order the rows, the entry first
    std::uint32_t entry_column;                // where "entry" stands
};

/// In the order in which an entry's rows are hashed and exported.
[[nodiscard]] std::span<const FactTable> all_facts();
[[nodiscard]] const FactTable& scan_facts();
[[nodiscard]] const FactTable& event_facts();
[[nodiscard]] const FactTable& object_facts();

/// Tables that are computed from facts.
inline constexpr std::array<std::string_view, 15> kVulnerabilityColumns{"number", "id",      "head",     "type",       "state",
                                                                        "reason", "present", "severity", "rule",       "name",
                                                                        "file",   "line",    "place",    "first_seen", "last_entry"};
inline constexpr std::array<std::string_view, 3> kHistoryColumns{"number", "entry", "ordinal"};
inline constexpr std::array<std::string_view, 9> kSightingColumns{"number", "scanner",    "target",         "present",         "fingerprint",
                                                                  "trail",  "last_entry", "document_entry", "document_ordinal"};
inline constexpr std::array<std::string_view, 6> kObjectColumns{"kind", "id", "version", "removed", "entry", "ordinal"};
inline constexpr std::array<std::string_view, 4> kObjectKeyColumns{"kind", "name", "value", "id"};

/// Text that every database takes as it is: valid UTF-8 without U+0000.
[[nodiscard]] std::string storable(std::string_view text);

/// The first 500 characters of it, as far as an index of PostgreSQL takes.
[[nodiscard]] std::string storable_key(std::string_view text);

[[nodiscard]] std::vector<Value> view_of(const Record& record); // lives no longer than the record
[[nodiscard]] Record record_of(const Row& row);
[[nodiscard]] std::string list_of(std::span<const std::string_view> columns); // "a, b, c"

Result<void> insert(Database& database, std::string_view table, std::span<const std::string_view> columns, std::span<const Record> records);
Result<void> update(Database& database, std::string_view table, std::span<const std::string_view> columns, std::span<const Record> records);

} // namespace squire::store
