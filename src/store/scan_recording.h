// SPDX-License-Identifier: MIT
#pragma once

#include "store/ledger_table.h"
#include "store/scans.h"

namespace squire::store {

/// Store::record_scan within a transaction that is writing.
[[nodiscard]] Result<ScanRecord> record_scan(Database& database, const ScanToRecord& scan, const Judge& judge, std::string_view actor, Time now);

} // namespace squire::store
