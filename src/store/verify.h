// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "store/database.h"
#include "store/verification.h"

namespace squire::store {

/// Store::verify within a transaction. Each of `expected` must be in the ledger as it was.
[[nodiscard]] Result<Verification> verify(Database& database, std::span<const ledger::Head> expected);

} // namespace squire::store
