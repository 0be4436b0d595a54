// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "collateral/gather_scans.h"

namespace squire::collateral {

/// Fixes with their proof, findings that got none and why, and reports to scanners' teams: the objects that the commands of goals 3 and 4 keep.
[[nodiscard]] Result<void> gather_repairs(const store::Store& store, const FindingIndex& index, writeup::Facts& facts);

} // namespace squire::collateral
