// SPDX-License-Identifier: MIT
#include "store/ledger_table.h"

#include <deque>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace squire::store {
Result<std::string> identity_of(Database& database) {
    std::string identity;
    auto read = database.query("SELECT identity FROM store", {}, [&](const Row& row) -> Result<void> {
        identity = row.text(0);
        return {};
    });
    if (!read) return std::unexpected(std::move(read.error()));
    if (identity.empty())
        return fail(ErrorKind::malformed, "the store has lost its identity", database.name(), "bring back a backup (docs/store.md)");
    return identity;
}

Result<ledger::Head> head_of(Database& database) {
    std::optional<ledger::Entry> last;
    auto read = database.query(fmt::format("SELECT {} FROM ledger ORDER BY sequence DESC LIMIT 1", list_of(kLedgerColumns)), {},
                               [&](const Row& row) -> Result<void> {
                                   auto entry = entry_of(row);
                                   if (!entry) return std::unexpected(std::move(entry.error()));
                                   last = std::move(*entry);
                                   return {};
                               });
    if (!read) return std::unexpected(std::move(read.error()));
    if (last) return ledger::Head{.sequence = last->sequence, .hash = last->hash};
    auto identity = identity_of(database);
    if (!identity) return std::unexpected(std::move(identity.error()));
    return ledger::Head{.sequence = 0, .hash = ledger::genesis(*identity)};
}

Result<ledger::Entry> entry_of(const Row& row) {
    const auto rows = ledger::parse_hash(row.text(7));
    const auto previous = ledger::parse_hash(row.text(8));
    const auto hash = ledger::parse_hash(row.text(9));
    if (!rows || !previous || !hash)
        return fail(ErrorKind::malformed, fmt::format("ledger entry {} holds a hash that is none", row.integer(0)), "",
                    "squire ledger verify tells more");
    return ledger::Entry{.sequence = row.integer(0),
                         .time = Time(std::chrono::seconds(row.integer(1))),
                         .actor = std::string(row.text(2)),
                         .verb = std::string(row.text(3)),
                         .kind = std::string(row.text(4)),
                         .object = std::string(row.text(5)),
                         .evidence = std::string(row.text(6)),
                         .rows = *rows,
                         .previous = *previous,
                         .hash = *hash};
}

Record record_of(const ledger::Entry& entry) {
    return {entry.sequence,
            std::int64_t{entry.time.time_since_epoch().count()},
            entry.actor,
            entry.verb,
            entry.kind,
            entry.object,
            entry.evidence,
            to_hex(entry.rows),
            to_hex(entry.previous),
            to_hex(entry.hash)};
}

Result<std::vector<ledger::Entry>> read_ledger(Database& database, const LedgerFilter& filter) {
    std::string sql = fmt::format("SELECT {} FROM ledger WHERE sequence > $1", list_of(kLedgerColumns));
    std::vector<Value> parameters{filter.after};
    const auto where = [&](std::string_view condition, Value value) {
        parameters.push_back(value);
        sql += fmt::format(" AND {} ${}", condition, parameters.size());
    };
    if (!filter.actor.empty()) where("actor =", std::string_view(filter.actor));
    if (!filter.kind.empty()) where("kind =", std::string_view(filter.kind));
    if (!filter.object.empty()) where("object =", std::string_view(filter.object));
    if (filter.since) where("time >=", std::int64_t{filter.since->time_since_epoch().count()});
    if (filter.until) where("time <", std::int64_t{filter.until->time_since_epoch().count()});
    std::deque<std::string> bounds; // whose items stay where they are
    std::string any;
    for (const std::string& verb : filter.verbs) {
        any += any.empty() ? "" : " OR ";
        if (verb.ends_with(".*")) {
            const std::string& least = bounds.emplace_back(verb.substr(0, verb.size() - 1));
            const std::string& above = bounds.emplace_back(verb.substr(0, verb.size() - 2) + "/"); // '/' comes after '.'
            parameters.emplace_back(std::string_view(least));
            parameters.emplace_back(std::string_view(above));
            any += fmt::format("(verb >= ${} AND verb < ${})", parameters.size() - 1, parameters.size());
        } else {
            parameters.emplace_back(std::string_view(verb));
            any += fmt::format("verb = ${}", parameters.size());
        }
    }
    if (!any.empty()) sql += fmt::format(" AND ({})", any);
    sql += filter.newest_first ? " ORDER BY sequence DESC" : " ORDER BY sequence";
    if (filter.limit != 0) sql += fmt::format(" LIMIT {}", filter.limit);
    std::vector<ledger::Entry> entries;
    auto read = database.query(sql, parameters, [&](const Row& row) -> Result<void> {
        auto entry = entry_of(row);
        if (!entry) return std::unexpected(std::move(entry.error()));
        entries.push_back(std::move(*entry));
        return {};
    });
    if (!read) return std::unexpected(std::move(read.error()));
    return entries;
}

Result<Append> Append::begin(Database& database, Time now) {
    auto head = head_of(database);
    if (!head) return std::unexpected(std::move(head.error()));
    Append append;
    append.entry_.sequence = head->sequence + 1;
    append.entry_.previous = head->hash;
    append.entry_.time = now;
    return append;
}

void Append::add(const FactTable& table, Record record) {
    digest_.add(table.name, view_of(record));
    if (groups_.empty() || groups_.back().table != &table) groups_.push_back({&table, {}});
    groups_.back().records.push_back(std::move(record));
}

Result<ledger::Entry> Append::write(Database& database, const Note& note) {
    if (const auto evidence = nlohmann::json::parse(note.evidence, nullptr, false); !evidence.is_object())
        return fail(ErrorKind::usage, "the evidence of a ledger entry must be a JSON object", note.verb);
    entry_.actor = storable(note.actor);
    entry_.verb = storable(note.verb);
    entry_.kind = storable(note.kind);
    entry_.object = storable(note.object);
    entry_.evidence = storable(note.evidence);
    entry_.rows = digest_.finish();
    entry_.hash = ledger::hash_of(entry_);
    const std::array records{record_of(entry_)};
    if (auto written = insert(database, "ledger", kLedgerColumns, records); !written) return std::unexpected(std::move(written.error()));
    for (const Group& group : groups_)
        if (auto written = insert(database, group.table->name, group.table->columns, group.records); !written)
            return std::unexpected(std::move(written.error()));
    return std::move(entry_);
}

} // namespace squire::store
