// SPDX-License-Identifier: MIT
#pragma once

#include "program/program.h"
#include "store/store.h"

namespace squire::records {

/// The program's objects in the store: one document an object, found by `open` (yes, no), and one ledger entry a change, so that `squire ledger verify`
/// holds for the program as for the scans.
class StoreRecords final : public program::Records {
public:
    explicit StoreRecords(store::Store& store) : store_(&store) {}
    [[nodiscard]] Result<std::vector<program::Object>> all(program::Kind kind, program::Reading reading) override;
    [[nodiscard]] Result<std::optional<program::Object>> one(program::Kind kind, std::string_view id, program::Reading reading) override;
    [[nodiscard]] Result<std::vector<program::LedgerEntry>> ledger(const std::vector<std::string>& verbs) override;
    [[nodiscard]] Result<void> save(const std::vector<program::Object>& objects) override;

private:
    store::Store* store_;
};

} // namespace squire::records
