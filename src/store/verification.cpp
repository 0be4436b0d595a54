// SPDX-License-Identifier: MIT
#include "store/verification.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "store/ledger_table.h"
#include "store/projection.h"
#include "store/terms.h"
#include "store/verify.h"

namespace squire::store {
namespace {

constexpr std::int64_t kEntriesAtOnce = 1'000;
constexpr std::size_t kRowsAtOnce = 5'000;
constexpr std::size_t kMostFaults = 100;

class Check {
public:
    explicit Check(Database& database) : database_(database) {}

    Result<Verification> run(std::span<const ledger::Head> expected);

private:
    void fault(const std::string& text) {
        if (found_.faults.size() < kMostFaults) found_.faults.push_back(printable(text));
    }
    Result<void> check_chain(std::span<const ledger::Head> expected);
    Result<void> check_link(const ledger::Entry& entry, std::span<const ledger::Head> expected);
    Result<std::vector<ledger::RowsDigest>> digests(std::int64_t first, std::int64_t last);
    Result<void> add_facts(const FactTable& table, std::int64_t first, std::int64_t last, std::vector<ledger::RowsDigest>& digests);
    Result<void> check_strays();
    Result<void> check_computed(const ProjectedRows& expected);
    Result<std::int64_t> count(const std::string& sql);
    [[nodiscard]] std::string named(const ProjectedRows& rows, const Record& row, std::size_t parts);

    Database& database_;
    Verification found_;
};

Result<std::int64_t> Check::count(const std::string& sql) {
    std::int64_t number = 0;
    auto read = database_.query(sql, {}, [&](const Row& row) -> Result<void> {
        number = row.integer(0);
        return {};
    });
    if (!read) return std::unexpected(std::move(read.error()));
    return number;
}

Result<void> Check::add_facts(const FactTable& table, std::int64_t first, std::int64_t last, std::vector<ledger::RowsDigest>& digests) {
    const std::string sql = fmt::format("SELECT {0}, {2} FROM {1} WHERE ({2}) > ($1, $2) AND entry <= $3 ORDER BY {2} LIMIT {3}",
                                        list_of(table.columns), table.name, table.key, kRowsAtOnce);
    const std::size_t width = table.columns.size();
    std::int64_t entry = first;
    std::int64_t second = -1;
    std::size_t rows = 0;
    do {
        rows = 0;
        auto read = database_.query(sql, {entry, second, last}, [&](const Row& row) -> Result<void> {
            entry = row.integer(width);
            second = row.integer(width + 1);
            digests[static_cast<std::size_t>(entry - first)].add(table.name, row.values().first(width));
            ++rows;
            ++found_.facts;
            return {};
        });
        if (!read) return read;
    } while (rows == kRowsAtOnce);
    return {};
}

Result<std::vector<ledger::RowsDigest>> Check::digests(std::int64_t first, std::int64_t last) {
    std::vector<ledger::RowsDigest> digests(static_cast<std::size_t>(last - first + 1));
    for (const FactTable& table : all_facts())
        if (auto added = add_facts(table, first, last, digests); !added) return std::unexpected(std::move(added.error()));
    return digests;
}

Result<void> Check::check_link(const ledger::Entry& entry, std::span<const ledger::Head> expected) {
    if (entry.sequence != found_.head.sequence + 1)
        fault(fmt::format("ledger: entries {} to {} are missing", found_.head.sequence + 1, entry.sequence - 1));
    else if (entry.previous != found_.head.hash)
        fault(fmt::format("ledger entry {}: does not follow the entry before it", entry.sequence));
    if (entry.hash != ledger::hash_of(entry))
        fault(fmt::format("ledger entry {}: was changed ({} of {} '{}')", entry.sequence, entry.verb, entry.kind, entry.object));
    for (const ledger::Head& head : expected)
        if (head.sequence == entry.sequence && head.hash != entry.hash)
            fault(fmt::format("ledger entry {}: is not the one that was there when the head was remembered", entry.sequence));
    found_.head = {.sequence = entry.sequence, .hash = entry.hash};
    ++found_.entries;
    return {};
}

Result<void> Check::check_chain(std::span<const ledger::Head> expected) {
    const auto identity = identity_of(database_);
    if (!identity) return std::unexpected(identity.error());
    found_.head = {.sequence = 0, .hash = ledger::genesis(*identity)};
    std::vector<ledger::Entry> entries;
    do {
        LedgerFilter next{.after = found_.head.sequence, .limit = static_cast<std::uint32_t>(kEntriesAtOnce)};
        auto read = read_ledger(database_, next);
        if (!read) return std::unexpected(std::move(read.error()));
        entries = std::move(*read);
        // Facts are looked for a thousand sequences at a time, however wide the gaps between the entries that are there.
        for (auto from = entries.begin(); from != entries.end();) {
            const std::int64_t first = from->sequence;
            const auto to =
                std::ranges::find_if(from, entries.end(), [&](const ledger::Entry& each) { return each.sequence >= first + kEntriesAtOnce; });
            auto facts = digests(first, std::prev(to)->sequence);
            if (!facts) return std::unexpected(std::move(facts.error()));
            for (; from != to; ++from) {
                if (auto checked = check_link(*from, expected); !checked) return checked;
                if (from->rows != (*facts)[static_cast<std::size_t>(from->sequence - first)].finish())
                    fault(fmt::format("ledger entry {}: what it wrote was changed ({} of {} '{}')", from->sequence, from->verb, from->kind,
                                      from->object));
            }
        }
    } while (entries.size() == static_cast<std::size_t>(kEntriesAtOnce));
    for (const ledger::Head& head : expected)
        if (head.sequence > found_.head.sequence)
            fault(fmt::format("ledger: entries {} to {} were cut off the end", found_.head.sequence + 1, head.sequence));
    return {};
}

Result<void> Check::check_strays() {
    for (const FactTable& table : all_facts()) {
        const auto strays = count(fmt::format("SELECT count(*) FROM {} WHERE entry NOT IN (SELECT sequence FROM ledger)", table.name));
        if (!strays) return std::unexpected(strays.error());
        if (*strays > 0) fault(fmt::format("{}: {} row{} that no ledger entry wrote", table.name, *strays, *strays == 1 ? "" : "s"));
    }
    return {};
}

std::string name_of(const Record& row, std::size_t parts) {
    std::string name;
    for (std::size_t i = 0; i < parts; ++i) {
        const auto* text = std::get_if<std::string>(&row[i]);
        const auto* number = std::get_if<std::int64_t>(&row[i]);
        name += fmt::format("{}{}", i == 0 ? "" : " ", text != nullptr ? *text : number != nullptr ? std::to_string(*number) : "?");
    }
    return name;
}

/// By its key; a vulnerability by the id that people know.
std::string Check::named(const ProjectedRows& rows, const Record& row, std::size_t parts) {
    std::string key = name_of(row, parts);
    const auto* const number = std::get_if<std::int64_t>(&row.front());
    if (rows.columns.front() != "number" || number == nullptr) return key;
    std::string id;
    if (rows.columns[1] == "id") {
        if (const auto* const text = std::get_if<std::string>(&row[1]); text != nullptr) id = *text;
    } else {
        const auto read = database_.query("SELECT id FROM vulnerability WHERE number = $1", {*number}, [&](const Row& found) -> Result<void> {
            id = found.text(0);
            return {};
        });
        if (!read) return key;
    }
    const std::size_t rest = key.find(' ');
    return id.empty() ? key : rest == std::string::npos ? id : id + key.substr(rest);
}

Result<void> Check::check_computed(const ProjectedRows& expected) {
    std::vector<Value> parameters;
    std::string where = "1 = 1";
    for (const auto& [bound, sign] : {std::pair(&expected.after, ">"), std::pair(&expected.up_to, "<=")}) {
        if (bound->empty()) continue;
        std::string places;
        for (const Value& part : view_of(*bound)) {
            parameters.push_back(part);
            places += fmt::format("{}${}", places.empty() ? "" : ", ", parameters.size());
        }
        where += fmt::format(" AND ({}) {} ({})", expected.key, sign, places);
    }
    const auto parts = static_cast<std::size_t>(std::ranges::count(expected.order, ',')) + 1;
    auto wanted = expected.rows.begin();
    const auto key_of = [&](const Record& row) { return std::span(row).first(parts); };
    auto read =
        database_.query(fmt::format("SELECT {} FROM {} WHERE {} ORDER BY {}", list_of(expected.columns), expected.table, where, expected.order),
                        parameters, [&](const Row& row) -> Result<void> {
                            const Record actual = record_of(row);
                            const auto key = key_of(actual);
                            while (wanted != expected.rows.end() && std::ranges::lexicographical_compare(key_of(*wanted), key)) {
                                fault(fmt::format("{}: {} is missing", expected.table, named(expected, *wanted, parts)));
                                ++wanted;
                            }
                            if (wanted == expected.rows.end() || !std::ranges::equal(key_of(*wanted), key)) {
                                fault(fmt::format("{}: {} was added", expected.table, named(expected, actual, parts)));
                                return {};
                            }
                            if (*wanted != actual) fault(fmt::format("{}: {} was changed", expected.table, named(expected, actual, parts)));
                            ++wanted;
                            return {};
                        });
    if (!read) return read;
    for (; wanted != expected.rows.end(); ++wanted) fault(fmt::format("{}: {} is missing", expected.table, named(expected, *wanted, parts)));
    return {};
}

Result<Verification> Check::run(std::span<const ledger::Head> expected) {
    if (auto checked = check_chain(expected); !checked) return std::unexpected(std::move(checked.error()));
    if (auto checked = check_strays(); !checked) return std::unexpected(std::move(checked.error()));
    auto computed = project(database_, [&](const ProjectedRows& rows) { return check_computed(rows); });
    // A fact that can no longer be read is a fault, which the chain has named already, and no reason to say nothing.
    if (!computed && computed.error().kind == ErrorKind::malformed)
        fault(computed.error().message);
    else if (!computed)
        return std::unexpected(std::move(computed.error()));
    const auto terms = wrong_terms(database_);
    if (!terms) return std::unexpected(terms.error());
    if (*terms > 0) fault(fmt::format("term: {} row{} missing, or there for nothing", *terms, *terms == 1 ? " is" : "s are"));
    return std::move(found_);
}

} // namespace

Result<Verification> verify(Database& database, std::span<const ledger::Head> expected) { return Check(database).run(expected); }

} // namespace squire::store
