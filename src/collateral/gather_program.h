// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "base/result.h"
#include "collateral/gather.h"
#include "ledger/entry.h"

namespace squire::collateral {

/// The internship with its plan and goals, the project and its consent, requests and reports, and what people wrote.
[[nodiscard]] Result<void> gather_program(store::Store& store, const GatherRequest& request, std::span<const ledger::Entry> entries,
                                          writeup::Facts& facts);

} // namespace squire::collateral
