// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/store.h"
#include "writeup/embargo.h"

namespace squire::collateral {

/// The embargo of one vulnerability as the store has it (objects of the kind "embargo", by its id); nothing where nobody decided about it, so that the
/// default holds.
[[nodiscard]] Result<std::optional<writeup::Embargo>> embargo_in(const store::Store& store, std::string_view vulnerability);

/// Keeps it, with a ledger entry "embargo.set" or "embargo.lifted". `prefix` names the vulnerability; its whole id is returned. `usage` where it is lifted without a reason, or
/// lasts longer than ten years.
[[nodiscard]] Result<std::string> keep_embargo(store::Store& store, std::string_view prefix, const writeup::Embargo& embargo,
                                               std::string_view who);

} // namespace squire::collateral
