// SPDX-License-Identifier: MIT
#include "store/facts.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"

namespace squire::store {
namespace {

constexpr std::array<std::string_view, 18> kScan{"id",         "entry",     "scanner",  "scanner_version", "target",        "type",
                                                 "repository", "commit_id", "branch",   "status",          "report_digest", "started",
                                                 "ended",      "findings",  "appeared", "still",           "gone",          "back"};
constexpr std::array<std::string_view, 10> kEvent{"entry",  "ordinal", "vulnerability", "kind",    "scanner",
                                                  "target", "state",   "reason",        "comment", "document"};
constexpr std::array<std::string_view, 8> kObject{"entry", "ordinal", "kind", "id", "version", "removed", "keys", "document"};
constexpr std::array<FactTable, 3> kFacts{{{.name = "scan", .columns = kScan, .key = "entry, entry", .entry_column = 1},
                                           {.name = "event", .columns = kEvent, .key = "entry, ordinal", .entry_column = 0},
                                           {.name = "object_version", .columns = kObject, .key = "entry, ordinal", .entry_column = 0}}};

} // namespace

std::span<const FactTable> all_facts() { return kFacts; }
const FactTable& scan_facts() { return kFacts[0]; }
const FactTable& event_facts() { return kFacts[1]; }
const FactTable& object_facts() { return kFacts[2]; }

std::string storable(std::string_view text) {
    std::string clean = is_utf8(text) ? std::string(text) : to_utf8(text);
    for (std::size_t at = clean.find('\0'); at != std::string::npos; at = clean.find('\0', at)) clean.replace(at, 1, "\uFFFD");
    return clean;
}

std::string storable_key(std::string_view text) {
    constexpr std::size_t kMostCharacters = 500; // as migration 005 has it; 2,000 bytes of 2,704
    std::string key = storable(text);
    std::size_t characters = 0;
    for (std::size_t at = 0; at < key.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(key[at]) & 0xC0U) != 0x80U;
        if (begins && characters++ == kMostCharacters) {
            key.resize(at);
            break;
        }
    }
    return key;
}

std::vector<Value> view_of(const Record& record) {
    std::vector<Value> values;
    values.reserve(record.size());
    for (const Cell& cell : record) {
        if (const auto* text = std::get_if<std::string>(&cell)) {
            values.emplace_back(std::string_view(*text));
        } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
            values.emplace_back(*number);
        } else {
            values.emplace_back();
        }
    }
    return values;
}

Record record_of(const Row& row) {
    Record record;
    record.reserve(row.values().size());
    for (const Value& value : row.values()) {
        if (const auto* text = std::get_if<std::string_view>(&value)) {
            record.emplace_back(std::string(*text));
        } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
            record.emplace_back(*number);
        } else {
            record.emplace_back();
        }
    }
    return record;
}

std::string list_of(std::span<const std::string_view> columns) { return fmt::format("{}", fmt::join(columns, ", ")); }

namespace {

using Change = Result<void> (Database::*)(std::string_view, std::span<const std::string_view>, Rows);

Result<void> change(Database& database, Change what, std::string_view table, std::span<const std::string_view> columns,
                    std::span<const Record> records) {
    if (records.empty()) return {};
    std::vector<std::vector<Value>> views;
    views.reserve(records.size());
    for (const Record& record : records) views.push_back(view_of(record));
    const std::vector<std::span<const Value>> rows(views.begin(), views.end());
    return (database.*what)(table, columns, rows);
}

} // namespace

Result<void> insert(Database& database, std::string_view table, std::span<const std::string_view> columns, std::span<const Record> records) {
    return change(database, &Database::insert, table, columns, records);
}

Result<void> update(Database& database, std::string_view table, std::span<const std::string_view> columns, std::span<const Record> records) {
    return change(database, &Database::update, table, columns, records);
}

} // namespace squire::store
