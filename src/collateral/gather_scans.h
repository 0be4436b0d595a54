// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <span>
#include <string>

#include "base/result.h"
#include "ledger/entry.h"
#include "store/store.h"
#include "writeup/facts.h"

namespace squire::collateral {

/// Which vulnerability has a finding with this fingerprint.
using FindingIndex = std::map<std::string, std::string, std::less<>>;

/// Scans and vulnerabilities, and what was decided about them.
[[nodiscard]] Result<void> gather_scans(const store::Store& store, std::span<const ledger::Entry> entries, writeup::Facts& facts,
                                        FindingIndex& index);

} // namespace squire::collateral
