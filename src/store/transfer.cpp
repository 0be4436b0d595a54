// SPDX-License-Identifier: MIT
#include "store/transfer.h"

#include <algorithm>
#include <istream>
#include <limits>
#include <ostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "store/ledger_table.h"
#include "store/projection.h"
#include "store/tracked.h"

namespace squire::store {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "squire store";
constexpr int kFormatVersion = 1;
constexpr std::string_view kLedgerTable = "ledger";
constexpr std::size_t kRowsAtOnce = 5'000;
constexpr std::size_t kLongestLine = std::size_t{256} << 20U;

// --- export ---

Json json_of(std::span<const std::string_view> columns, const Row& row) {
    Json object = Json::object();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (row.is_null(i)) {
            object[std::string(columns[i])] = nullptr;
        } else if (std::holds_alternative<std::int64_t>(row.values()[i])) {
            object[std::string(columns[i])] = row.integer(i);
        } else {
            object[std::string(columns[i])] = row.text(i);
        }
    }
    return object;
}

Result<void> write_line(std::ostream& out, const Json& line) {
    out << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
    if (!out) return fail(ErrorKind::io, "the export could not be written", "", "is the disk full?");
    return {};
}

Result<void> export_table(Database& database, const FactTable& table, std::int64_t entry, std::ostream& out) {
    const std::string sql = fmt::format("SELECT {0}, {2} FROM {1} WHERE ({2}) > ($1, $2) AND entry <= $1 ORDER BY {2} LIMIT {3}",
                                        list_of(table.columns), table.name, table.key, kRowsAtOnce);
    const std::size_t width = table.columns.size();
    std::int64_t second = -1;
    std::size_t rows = 0;
    do {
        rows = 0;
        auto read = database.query(sql, {entry, second}, [&](const Row& row) -> Result<void> {
            ++rows;
            second = row.integer(width + 1);
            return write_line(out, Json{{std::string(table.name), json_of(table.columns, row)}});
        });
        if (!read) return read;
    } while (rows == kRowsAtOnce);
    return {};
}

// --- import ---

class Import {
public:
    explicit Import(Database& database) : database_(database) {}

    Result<void> line(std::string_view text);
    Result<void> finish();
    [[nodiscard]] bool ended() const { return ended_; }
    [[nodiscard]] std::uint64_t number() const { return number_; }

private:
    Result<void> begin(const Json& head);
    Result<void> entry(const Json& row);
    Result<void> fact(std::size_t table, const Json& row);
    Result<void> end_entry();
    Result<void> end(const Json& foot);
    Result<void> flush();
    Result<Record> read(std::string_view table, std::span<const std::string_view> columns, const Json& row) const;
    [[nodiscard]] std::unexpected<Error> wrong(std::string message) const {
        return fail(ErrorKind::malformed, std::move(message), fmt::format("line {}", number_),
                    "take an export that is whole; nothing was stored");
    }

    Database& database_;
    std::uint64_t number_ = 0;
    bool begun_ = false;
    bool ended_ = false;
    ledger::Head head_;
    std::optional<ledger::Entry> current_;
    ledger::RowsDigest digest_;
    std::size_t table_ = 0; // of the current entry's last fact
    std::vector<Record> entries_;
    std::vector<std::vector<Record>> facts_{all_facts().size()};
    std::size_t waiting_ = 0;
};

Result<Record> Import::read(std::string_view table, std::span<const std::string_view> columns, const Json& row) const {
    if (!row.is_object() || row.size() != columns.size()) return wrong(fmt::format("not a row of {}", table));
    Record record;
    for (const std::string_view column : columns) {
        const auto found = row.find(std::string(column));
        if (found == row.end()) return wrong(fmt::format("{} without {}", table, column));
        if (found->is_string()) {
            record.emplace_back(found->get<std::string>());
        } else if (found->is_number_integer() &&
                   !(found->is_number_unsigned() && found->get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max())) {
            record.emplace_back(found->get<std::int64_t>());
        } else if (found->is_null()) {
            record.emplace_back();
        } else {
            return wrong(fmt::format("{} of {} is neither text nor a whole number", column, table));
        }
    }
    return record;
}

Result<void> Import::begin(const Json& head) {
    const auto text = [&](const char* name) {
        return head.contains(name) && head[name].is_string() ? head[name].get<std::string>() : std::string();
    };
    if (text("format") != kFormat || text("identity").empty()) return wrong("not an export of a Squire store");
    if (head.value("version", Json()) != Json(kFormatVersion)) {
        return fail(ErrorKind::unsupported, fmt::format("only version {} of the export format is known", kFormatVersion), "line 1",
                    "a newer Squire may have written it");
    }
    const std::string identity = text("identity");
    if (auto named = database_.execute("UPDATE store SET identity = $1", {std::string_view(identity)}); !named)
        return std::unexpected(std::move(named.error()));
    head_ = {.sequence = 0, .hash = ledger::genesis(identity)};
    begun_ = true;
    return {};
}

Result<void> Import::end_entry() {
    if (!current_) return {};
    if (current_->rows != digest_.finish()) return wrong(fmt::format("what ledger entry {} wrote was changed", current_->sequence));
    head_ = {.sequence = current_->sequence, .hash = current_->hash};
    current_.reset();
    return waiting_ >= kRowsAtOnce ? flush() : Result<void>{};
}

Result<void> Import::entry(const Json& row) {
    if (auto ended = end_entry(); !ended) return ended;
    auto record = read(kLedgerTable, kLedgerColumns, row);
    if (!record) return std::unexpected(std::move(record.error()));
    auto entry = entry_of(Row(view_of(*record)));
    if (!entry) return wrong(entry.error().message);
    if (record_of(*entry) != *record || entry->sequence != head_.sequence + 1 || entry->previous != head_.hash ||
        entry->hash != ledger::hash_of(*entry))
        return wrong(fmt::format("ledger entry {} was changed, or does not follow entry {}", entry->sequence, head_.sequence));
    current_ = std::move(*entry);
    digest_ = {};
    table_ = 0;
    entries_.push_back(std::move(*record));
    ++waiting_;
    return {};
}

Result<void> Import::fact(std::size_t table, const Json& row) {
    const FactTable& shape = all_facts()[table];
    auto record = read(shape.name, shape.columns, row);
    if (!record) return std::unexpected(std::move(record.error()));
    if (!current_ || (*record)[shape.entry_column] != Cell(current_->sequence))
        return wrong(fmt::format("{} of another ledger entry", shape.name));
    if (table < table_) return wrong(fmt::format("{} comes too late", shape.name));
    if (&shape == &event_facts()) // whose ordinals numbers are made of
        if (auto event = event_of(Row(view_of(*record))); !event) return wrong(event.error().message);
    table_ = table;
    digest_.add(shape.name, view_of(*record));
    facts_[table].push_back(std::move(*record));
    ++waiting_;
    return {};
}

Result<void> Import::flush() {
    if (auto stored = insert(database_, kLedgerTable, kLedgerColumns, entries_); !stored) return stored;
    entries_.clear();
    for (std::size_t i = 0; i < facts_.size(); ++i) {
        if (auto stored = insert(database_, all_facts()[i].name, all_facts()[i].columns, facts_[i]); !stored) return stored;
        facts_[i].clear();
    }
    waiting_ = 0;
    return {};
}

Result<void> Import::end(const Json& foot) {
    if (auto ended = end_entry(); !ended) return ended;
    if (foot != Json{{"entries", head_.sequence}, {"hash", to_hex(head_.hash)}}) return wrong("the end does not fit what came before it");
    ended_ = true;
    return flush();
}

Result<void> Import::line(std::string_view text) {
    ++number_;
    if (ended_) return wrong("there is more after the end");
    const Json line = Json::parse(text, nullptr, false);
    if (!line.is_object() || line.empty()) return wrong("not a JSON object");
    if (!begun_) return begin(line);
    if (line.size() != 1) return wrong("more than one row on a line");
    const Json::const_iterator member = line.begin(); // an item of items() would die with its iterator
    const std::string& name = member.key();
    const Json& row = member.value();
    if (name == kLedgerTable) return entry(row);
    if (name == "end") return end(row);
    const auto table = std::ranges::find(all_facts(), name, &FactTable::name);
    if (table == all_facts().end()) return wrong(fmt::format("'{}' is no table that this program knows", name));
    return fact(static_cast<std::size_t>(table - all_facts().begin()), row);
}

Result<void> Import::finish() {
    if (!ended_) return wrong("the export is not whole: its end is missing");
    if (auto filled = fill_projections(database_); !filled) {
        if (filled.error().kind == ErrorKind::malformed) return wrong(filled.error().message);
        return filled;
    }
    return {};
}

} // namespace

Result<void> export_facts(Database& database, std::ostream& out) {
    const auto identity = identity_of(database);
    if (!identity) return std::unexpected(identity.error());
    if (auto written = write_line(out, {{"format", kFormat}, {"version", kFormatVersion}, {"identity", *identity}}); !written) return written;
    const auto head = head_of(database);
    if (!head) return std::unexpected(head.error());
    LedgerFilter next{.limit = 1'000};
    while (true) {
        const auto entries = read_ledger(database, next);
        if (!entries) return std::unexpected(entries.error());
        for (const ledger::Entry& entry : *entries) {
            const Record record = record_of(entry);
            if (auto written = write_line(out, Json{{std::string(kLedgerTable), json_of(kLedgerColumns, Row(view_of(record)))}}); !written)
                return written;
            for (const FactTable& table : all_facts())
                if (auto done = export_table(database, table, entry.sequence, out); !done) return done;
            next.after = entry.sequence;
        }
        if (entries->size() < next.limit) break;
    }
    return write_line(out, Json{{"end", {{"entries", head->sequence}, {"hash", to_hex(head->hash)}}}});
}

Result<void> import_facts(Database& database, std::istream& in) {
    const auto head = head_of(database);
    if (!head) return std::unexpected(head.error());
    if (head->sequence != 0)
        return fail(ErrorKind::conflict, fmt::format("the store has {} ledger entries already", head->sequence), database.name(),
                    "import into a new one");
    Import import(database);
    std::string line;
    while (std::getline(in, line)) {
        if (line.size() > kLongestLine) return fail(ErrorKind::limit, "a line is too long", fmt::format("line {}", import.number() + 1));
        if (auto done = import.line(line); !done) return done;
    }
    if (in.bad()) return fail(ErrorKind::io, "the export could not be read to its end");
    return import.finish();
}

} // namespace squire::store
