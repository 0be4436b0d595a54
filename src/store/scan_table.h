// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "store/database.h"
#include "store/scans.h"

namespace squire::store {

[[nodiscard]] std::string evidence_of(const ScanRecord& scan); // JSON, for the ledger
[[nodiscard]] Result<ScanRecord> scan_of(const Row& row);      // of scan_facts().columns
[[nodiscard]] Result<std::vector<ScanRecord>> read_scans(Database& database, const ScanFilter& filter);
[[nodiscard]] Result<ScanRecord> find_scan(Database& database, std::string_view prefix);

} // namespace squire::store
