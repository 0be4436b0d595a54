// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "finding/report.h"
#include "finding/vulnerability.h"
#include "ledger/entry.h"
#include "store/note.h"
#include "store/objects.h"
#include "store/scans.h"
#include "store/verification.h"
#include "store/vulnerabilities.h"

namespace squire::store {

class Database;

/// Where a store is.
struct StorePlace {
    std::string database;       // a SQLite file, or "postgresql://…"
    std::filesystem::path head; // the file that remembers the ledger's head (verification.h); empty: none

    /// `folder`/.squire/store.sqlite, or `database_url` (DATABASE_URL) where that is not empty; the head is kept in `folder`/.squire either way.
    [[nodiscard]] static StorePlace of_workspace(const std::filesystem::path& folder, std::string_view database_url);
};

enum class Opening : std::uint8_t {
    create, // make it where there is none, bring an older one up to date
    upgrade, // bring an older one up to date; not_found where there is none
    as_is, // change nothing: an older one is refused (`unsupported`)
};

struct MigrationStatus {
    int version = 0; // of the database; 0: empty
    int newest = 0; // that this program knows
    std::string name; // of the database, for people
};

/// Vulnerabilities, scans, the ledger, and whatever objects other parts keep: values in, values out, on SQLite and PostgreSQL alike. Every write is
/// one transaction with one ledger entry, all or nothing, and waits for other writers. One thread at a time; several stores may be open on one
/// database, in one process or many. A database of a newer Squire is refused (`unsupported`). Errors: database.h; `conflict` where somebody else
/// was first.
class Store {
public:
    [[nodiscard]] static Result<Store> open(const StorePlace& place, const Clock& clock, Opening opening);
    [[nodiscard]] static Result<Store> in_memory(const Clock& clock); // for tests: SQLite without a file
    [[nodiscard]] static Result<MigrationStatus> migration_status(const StorePlace& place);
    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    // --- scans ---

    /// Records a scan and what `judge` makes of it. `judge` is called once, within the transaction, so nobody else can write between what it is
    /// shown and what is stored; not called for a scan that failed. Refused (`usage`) where its verdict names an unknown vulnerability, leaves out
    /// a finding or uses one twice, or has something gone after a scan that was not complete.
    Result<ScanRecord> record_scan(const ScanToRecord& scan, const Judge& judge, std::string_view actor);
    [[nodiscard]] Result<std::vector<ScanRecord>> scans(const ScanFilter& filter = {}) const; // the newest first
    [[nodiscard]] Result<ScanRecord>
    scan(std::string_view prefix) const; // by a unique prefix of its id, or of its commit: then the newest of it

    // --- vulnerabilities ---

    [[nodiscard]] Result<std::vector<VulnerabilityRow>> list(const VulnerabilityFilter& filter) const;
    [[nodiscard]] Result<std::uint64_t> count(const VulnerabilityFilter& filter, std::uint64_t most) const; // counts no further than `most`
    [[nodiscard]] Result<finding::Vulnerability> vulnerability(std::string_view prefix) const; // by a unique prefix of its id, at least 4 digits
    [[nodiscard]] Result<std::string> short_id(std::string_view id) const; // the shortest unique prefix of at least 7 digits
    [[nodiscard]] Result<std::vector<Event>> history(std::string_view id) const; // the oldest first
    [[nodiscard]] Result<std::vector<Event>> events(std::int64_t after_entry,
                                                    std::int64_t up_to_entry) const; // of scans between two, for `compare`
    /// Refused (`conflict`) where the state is not `move.from` any more.
    Result<void> move(const Move& move, std::string_view actor);

    // --- objects of other parts ---

    /// All of them or none, as one ledger entry. Refused (`conflict`) where a version is not the one expected. The objects with their new versions.
    Result<std::vector<Object>> write(std::span<const ObjectWrite> writes, const Note& note);
    [[nodiscard]] Result<Object> object(std::string_view kind, std::string_view id) const;
    [[nodiscard]] Result<std::vector<Object>> objects(std::string_view kind,
                                                      const std::map<std::string, std::string>& keys = {}) const; // all of `keys` match; by id
    [[nodiscard]] Result<std::vector<Object>> versions(std::string_view kind, std::string_view id) const; // the oldest first

    // --- the ledger ---

    /// An entry that writes nothing beside itself: a consent, a merge request that was opened.
    Result<ledger::Entry> note(const Note& note);
    [[nodiscard]] Result<std::vector<ledger::Entry>> ledger(const LedgerFilter& filter = {}) const;
    [[nodiscard]] Result<ledger::Head> head() const;
    [[nodiscard]] Result<Verification> verify(const std::optional<ledger::Head>& expected = {}) const;

    // --- moving house ---

    /// All facts as JSON lines (docs/store.md): the same bytes from either database.
    Result<void> export_to(std::ostream& out) const;
    /// Into a store without entries; verifies as it reads, and stores nothing unless all of it is whole.
    Result<void> import_from(std::istream& in);

    [[nodiscard]] std::string name() const; // of the database, for people

private:
    Store(std::unique_ptr<Database> database, StorePlace place, const Clock& clock);
    std::unique_ptr<Database> database_;
    StorePlace place_;
    const Clock* clock_;
};

} // namespace squire::store
