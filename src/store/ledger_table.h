// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/entry.h"
#include "store/facts.h"
#include "store/note.h"

namespace squire::store {

inline constexpr std::array<std::string_view, 10> kLedgerColumns{"sequence", "time",     "actor", "verb",     "kind",
                                                                 "object",   "evidence", "rows",  "previous", "hash"};

[[nodiscard]] Result<std::string> identity_of(Database& database);

/// The last entry; sequence 0 and the ledger's genesis where there is none.
[[nodiscard]] Result<ledger::Head> head_of(Database& database);

[[nodiscard]] Result<ledger::Entry> entry_of(const Row& row); // of kLedgerColumns; malformed where a hash is none
[[nodiscard]] Record record_of(const ledger::Entry& entry);
[[nodiscard]] Result<std::vector<ledger::Entry>> read_ledger(Database& database, const LedgerFilter& filter);

/// One write, within a transaction that is writing: takes the next sequence, collects facts, then writes them and the entry that covers them.
class Append {
public:
    [[nodiscard]] static Result<Append> begin(Database& database, Time now);
    [[nodiscard]] std::int64_t sequence() const { return entry_.sequence; }
    [[nodiscard]] Time time() const { return entry_.time; }

    /// In the order of `all_facts`, and within a table in its order.
    void add(const FactTable& table, Record record);
    [[nodiscard]] Result<ledger::Entry> write(Database& database, const Note& note);

private:
    struct Group {
        const FactTable* table;
        std::vector<Record> records;
    };
    ledger::Entry entry_;
    ledger::RowsDigest digest_;
    std::vector<Group> groups_;
};

} // namespace squire::store
