// SPDX-License-Identifier: MIT
#include "store/store.h"

#include <utility>

#include <fmt/format.h>

#include "store/database.h"
#include "store/head_file.h"
#include "store/id_prefix.h"
#include "store/ledger_table.h"
#include "store/migrations.h"
#include "store/object_table.h"
#include "store/scan_recording.h"
#include "store/scan_table.h"
#include "store/transfer.h"
#include "store/verify.h"
#include "store/vulnerability_list.h"
#include "store/vulnerability_table.h"

namespace squire::store {
namespace {

constexpr IdColumn kVulnerabilityIds{.table = "vulnerability", .what = "vulnerability", .has_head = true};
constexpr std::uint64_t kManyRows = 5'000; // after which the planner's statistics are old

bool is_url(std::string_view database) { return database.starts_with("postgresql://") || database.starts_with("postgres://"); }

Result<std::unique_ptr<Database>> connect(const StorePlace& place, Access access) {
    return is_url(place.database) ? open_postgresql(place.database) : open_sqlite(place.database, access);
}

/// Runs `work` in a transaction of the kind that `begin` gives, and commits where it succeeded.
template <class Work> auto within(Result<Transaction> transaction, const Work& work) -> decltype(work()) {
    if (!transaction) return std::unexpected(std::move(transaction.error()));
    auto done = work();
    if (!done) return done;
    if (auto committed = transaction->commit(); !committed) return std::unexpected(std::move(committed.error()));
    return done;
}

template <class Work> auto reading(Database& database, const Work& work) -> decltype(work()) {
    return within(Transaction::reading(database), work);
}

/// A write, after which the head is remembered. A head that could not be is an old one, which witnesses less and is no reason to call what is stored
/// not stored.
template <class Work> auto writing(Database& database, const std::filesystem::path& head_file, const Work& work) -> decltype(work()) {
    auto done = within(Transaction::writing(database), work);
    if (done && !head_file.empty()) static_cast<void>(remember_head(database, head_file));
    return done;
}

} // namespace

StorePlace StorePlace::of_workspace(const std::filesystem::path& folder, std::string_view database_url) {
    const std::filesystem::path own = folder / ".squire";
    return {.database = database_url.empty() ? (own / "store.sqlite").string() : std::string(database_url), .head = own / "ledger-head"};
}

Store::Store(std::unique_ptr<Database> database, StorePlace place, const Clock& clock)
    : database_(std::move(database)), place_(std::move(place)), clock_(&clock) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const StorePlace& place, const Clock& clock, Opening opening) {
    auto database = connect(place, opening == Opening::create ? Access::create : Access::existing);
    if (!database) return std::unexpected(std::move(database.error()));
    const auto version = version_of(**database);
    if (!version) return std::unexpected(version.error());
    if (*version == 0 && opening != Opening::create)
        return fail(ErrorKind::not_found, "there is no store yet", (*database)->name(), "squire store migrate makes it");
    if (*version < newest_version()) {
        if (opening == Opening::as_is) {
            return fail(ErrorKind::unsupported, fmt::format("the store has version {}, and this program needs {}", *version, newest_version()),
                        (*database)->name(), "squire store migrate brings it up to date");
        }
        if (auto migrated = migrate(**database); !migrated) return std::unexpected(std::move(migrated.error()));
    }
    return Store(std::move(*database), place, clock);
}

Result<Store> Store::in_memory(const Clock& clock) { return open({.database = ":memory:"}, clock, Opening::create); }

Result<MigrationStatus> Store::migration_status(const StorePlace& place) {
    auto database = connect(place, Access::existing);
    if (!database) return std::unexpected(std::move(database.error()));
    const auto version = version_of(**database);
    if (!version) return std::unexpected(version.error());
    return MigrationStatus{.version = *version, .newest = newest_version(), .name = (*database)->name()};
}

Result<ScanRecord> Store::record_scan(const ScanToRecord& scan, const Judge& judge, std::string_view actor) {
    auto recorded = writing(*database_, place_.head, [&] { return store::record_scan(*database_, scan, judge, actor, clock_->now()); });
    if (recorded && recorded->appeared + recorded->gone + recorded->back >= kManyRows) static_cast<void>(database_->refresh_statistics());
    return recorded;
}

Result<std::vector<ScanRecord>> Store::scans(const ScanFilter& filter) const { return read_scans(*database_, filter); }
Result<ScanRecord> Store::scan(std::string_view prefix) const { return find_scan(*database_, prefix); }
Result<std::vector<VulnerabilityRow>> Store::list(const VulnerabilityFilter& filter) const {
    return reading(*database_, [&] { return list_vulnerabilities(*database_, filter); });
}

Result<std::uint64_t> Store::count(const VulnerabilityFilter& filter, std::uint64_t most) const {
    return reading(*database_, [&] { return count_vulnerabilities(*database_, filter, most); });
}

Result<finding::Vulnerability> Store::vulnerability(std::string_view prefix) const {
    auto id = resolve(*database_, kVulnerabilityIds, prefix);
    if (!id) return std::unexpected(std::move(id.error()));
    auto tracked = load_one(*database_, *id);
    if (!tracked) return std::unexpected(std::move(tracked.error()));
    return std::move(tracked->value);
}

Result<std::string> Store::short_id(std::string_view id) const { return shortest_prefix(*database_, kVulnerabilityIds, id); }
Result<std::vector<Event>> Store::history(std::string_view id) const { return read_events(*database_, id); }

Result<std::vector<Event>> Store::events(std::int64_t after_entry, std::int64_t up_to_entry) const {
    return read_scan_events(*database_, after_entry, up_to_entry);
}

Result<void> Store::move(const Move& move, std::string_view actor) {
    return writing(*database_, place_.head, [&] { return store::move(*database_, move, actor, clock_->now()); });
}

Result<std::vector<Object>> Store::write(std::span<const ObjectWrite> writes, const Note& note) {
    return writing(*database_, place_.head, [&] { return write_objects(*database_, writes, note, clock_->now()); });
}

Result<Object> Store::object(std::string_view kind, std::string_view id) const { return read_object(*database_, kind, id); }

Result<std::vector<Object>> Store::objects(std::string_view kind, const std::map<std::string, std::string>& keys) const {
    return read_objects(*database_, kind, keys);
}

Result<std::vector<Object>> Store::versions(std::string_view kind, std::string_view id) const { return read_versions(*database_, kind, id); }

Result<ledger::Entry> Store::note(const Note& note) {
    return writing(*database_, place_.head, [&]() -> Result<ledger::Entry> {
        auto append = Append::begin(*database_, clock_->now());
        if (!append) return std::unexpected(std::move(append.error()));
        return append->write(*database_, note);
    });
}

Result<std::vector<ledger::Entry>> Store::ledger(const LedgerFilter& filter) const { return read_ledger(*database_, filter); }
Result<ledger::Head> Store::head() const { return head_of(*database_); }

Result<Verification> Store::verify(const std::optional<ledger::Head>& expected) const {
    std::vector<ledger::Head> heads;
    if (expected) heads.push_back(*expected);
    return reading(*database_, [&]() -> Result<Verification> {
        if (auto kept = remembered_head(*database_, place_.head); !kept)
            return std::unexpected(std::move(kept.error()));
        else if (*kept)
            heads.push_back(**kept);
        return store::verify(*database_, heads);
    });
}

Result<void> Store::export_to(std::ostream& out) const {
    return reading(*database_, [&] { return export_facts(*database_, out); });
}

Result<void> Store::import_from(std::istream& in) {
    auto done = writing(*database_, place_.head, [&] { return import_facts(*database_, in); });
    if (!done) return done;
    return database_->refresh_statistics();
}

std::string Store::name() const { return database_->name(); }

} // namespace squire::store
