// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"
#include "ledger/entry.h"
#include "store/database.h"

namespace squire::store {

/// Writes the store's identity and its ledger's head into a file of a workspace (verification.h says why). Two processes may write in either order: an
/// older head is still a true one.
Result<void> remember_head(Database& database, const std::filesystem::path& file);

/// What the file says of this store: nothing where there is no file. Malformed where it cannot be
/// understood, or tells of a store with another identity.
[[nodiscard]] Result<std::optional<ledger::Head>> remembered_head(Database& database, const std::filesystem::path& file);

} // namespace squire::store
