// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "store/facts.h"
#include "store/objects.h"

namespace squire::store {

/// Store::write within a transaction that is writing.
[[nodiscard]] Result<std::vector<Object>> write_objects(Database& database, std::span<const ObjectWrite> writes, const Note& note, Time now);
[[nodiscard]] Result<Object> read_object(Database& database, std::string_view kind, std::string_view id);
[[nodiscard]] Result<std::vector<Object>> read_objects(Database& database, std::string_view kind,
                                                       const std::map<std::string, std::string>& keys);
[[nodiscard]] Result<std::vector<Object>> read_versions(Database& database, std::string_view kind, std::string_view id);

[[nodiscard]] Result<Object> object_of(const Row& row);                      // of object_facts().columns
[[nodiscard]] Record object_record(const Object& object, std::int64_t ordinal); // of kObjectColumns
[[nodiscard]] std::vector<Record> key_records(const Object& object);         // of kObjectKeyColumns, in their order; none for a removed one

} // namespace squire::store
