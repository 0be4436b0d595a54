// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "store/database.h"

namespace squire::store {

/// The version of the newest file in migrations/: files are numbered from 001 without gaps, one a version.
[[nodiscard]] int newest_version();

/// Of a database; 0 where no migration has run. Unsupported where it is newer than this program, malformed where it is no store of Squire's.
[[nodiscard]] Result<int> version_of(Database& database);

/// Brings it to `target`, each step a transaction of its own; several processes may try at once. Older databases only: there is no way back.
Result<void> migrate(Database& database, int target = newest_version());

} // namespace squire::store
