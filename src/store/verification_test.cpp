// SPDX-License-Identifier: MIT
#include "store/each_database_test.h"

#include <array>

#include <fmt/format.h>

#include "base/file.h"
#include "store/facts.h"
#include "store/ledger_table.h"
#include "store/verify.h"

namespace squire::store {
namespace {

void fill(Store& store) {
    static_cast<void>(recorded(store, report_of({finding_at("sql", "a.c", 3), finding_at("xss", "b.c", 5)})));
    static_cast<void>(recorded(store, report_of({finding_at("sql", "a.c", 4)})));
    EXPECT_TRUE(store.move({.vulnerability = store.list({.rule = "xss"})->front().id, .to = finding::State::resolved}, "ada"));
    EXPECT_TRUE(store.write(std::vector<ObjectWrite>{{.kind = "slot", .id = "a", .keys = {{"x", "y"}}, .document = "1"}},
                            {.actor = "ada", .verb = "slot.made", .kind = "slot", .object = "a"}));
    EXPECT_TRUE(store.note({.actor = "ada", .verb = "consent.given", .kind = "project", .object = "p"}).has_value());
}

struct Table {
    std::string_view name;
    std::vector<std::string_view> columns;
};

std::vector<Table> all_tables() {
    const auto table = [](std::string_view name, std::span<const std::string_view> columns) {
        return Table{name, {columns.begin(), columns.end()}};
    };
    std::vector<Table> tables{table("ledger", kLedgerColumns),        table("vulnerability", kVulnerabilityColumns),
                              table("sighting", kSightingColumns),    table("object", kObjectColumns),
                              table("object_key", kObjectKeyColumns), table("history", kHistoryColumns)};
    for (const FactTable& facts : all_facts()) tables.push_back(table(facts.name, facts.columns));
    tables.push_back({"term", {"kind", "text"}});
    tables.push_back({"store", {"identity"}});
    return tables;
}

// What a tamperer does who switches off what the schema forbids.
Result<std::int64_t> tamper(Database& database, const std::string& sql) {
    if (auto off = database.run(database.name().starts_with("postgresql") ? "SET session_replication_role = replica"
                                                                          : "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
        !off)
        return std::unexpected(off.error());
    return database.execute(sql, {});
}

bool holds_number(Database& database, const Table& table, std::string_view column) {
    bool number = false;
    const auto read =
        database.query(fmt::format("SELECT max({}) FROM {}", column, table.name), std::span<const Value>{}, [&](const Row& row) -> Result<void> {
            number = std::holds_alternative<std::int64_t>(row.values()[0]);
            return {};
        });
    EXPECT_TRUE(read.has_value());
    return number;
}

TEST_P(EachDatabase, AnUntouchedStoreIsWhole) {
    Store store = open();
    EXPECT_EQ(faults_of(store), "") << "empty";
    fill(store);
    const auto found = store.verify();
    ASSERT_TRUE(found.has_value()) << describe(found.error());
    EXPECT_TRUE(found->faults.empty()) << found->faults.front();
    EXPECT_EQ(found->entries, 5U);
    EXPECT_EQ(found->facts, 9U);
    EXPECT_EQ(found->head, *store.head());
}

TEST_P(EachDatabase, AChangedColumnOfAnyTableIsFound) {
    Store store = open();
    fill(store);
    const auto database = behind();
    const std::array heads{*store.head()};
    int found = 0;
    int refused = 0;
    ASSERT_TRUE(tamper(*database, "UPDATE store SET identity = identity"));
    for (const Table& table : all_tables()) {
        for (const std::string_view column : table.columns) {
            bool changed = false;
            for (const std::string_view value : {"{} + 1", "{} - 1", "{} || '7'"}) { // of a number, of one that is 0 or 1, of a text
                const auto transaction = Transaction::writing(*database); // rolled back at the end of this turn
                ASSERT_TRUE(transaction.has_value());
                const bool number = holds_number(*database, table, column);
                if (number == value.ends_with("'")) continue;
                const auto done = database->execute(fmt::format("UPDATE {0} SET {1} = {2} WHERE {1} = (SELECT max({1}) FROM {0})", table.name,
                                                                column, fmt::format(fmt::runtime(value), column)),
                                                    std::span<const Value>{});
                if (!done || *done == 0) continue;
                changed = true;
                const auto verified = verify(*database, heads);
                EXPECT_TRUE(!verified.has_value() || !verified->faults.empty()) << table.name << '.' << column;
                break;
            }
            ++(changed ? found : refused);
        }
    }
    EXPECT_GT(found, 60);
    EXPECT_LE(refused, schema ? 8 : 0) << "what PostgreSQL's constraints do not let pass";
}

TEST_P(EachDatabase, ARemovedRowOfAnyTableIsFound) {
    for (const Table& table : all_tables()) {
        SetUp();
        std::filesystem::remove_all(folder.path());
        std::filesystem::create_directories(folder.path());
        Store store = open();
        fill(store);
        ASSERT_EQ(faults_of(store), "");
        const auto removed =
            tamper(*behind(), fmt::format("DELETE FROM {0} WHERE {1} = (SELECT max({1}) FROM {0})", table.name, table.columns.front()));
        ASSERT_TRUE(removed.has_value()) << describe(removed.error());
        EXPECT_GT(*removed, 0) << table.name;
        EXPECT_NE(faults_of(store), "") << table.name;
    }
}

TEST_P(EachDatabase, AnAddedRowIsFound) {
    Store store = open();
    fill(store);
    const auto database = behind();
    ASSERT_TRUE(
        tamper(*database,
               "INSERT INTO event (entry, ordinal, vulnerability, kind, scanner, target, state, reason, comment, document) "
               "SELECT entry, ordinal + 10, vulnerability, kind, scanner, target, state, reason, comment, document FROM event WHERE entry = 3"));
    EXPECT_NE(faults_of(store).find("ledger entry 3: what it wrote was changed"), std::string::npos) << faults_of(store);
    ASSERT_TRUE(tamper(*database, "UPDATE event SET entry = 99 WHERE ordinal >= 10"));
    EXPECT_NE(faults_of(store).find("event: 1 row that no ledger entry wrote"), std::string::npos) << faults_of(store);
}

TEST_P(EachDatabase, TheEndIsNotCutOffUnseen) {
    Store store = open();
    fill(store);
    const auto head = *store.head();
    const auto database = behind();
    // The last entry wrote nothing else: without it, the database by itself is a whole one.
    ASSERT_TRUE(tamper(*database, "DELETE FROM ledger WHERE sequence = 5"));
    EXPECT_NE(faults_of(store).find("entries 5 to 5 were cut off the end"), std::string::npos) << faults_of(store);
    // Another entry in its place, as who knows the format can compute it.
    StorePlace elsewhere = place;
    elsewhere.head.clear();
    Store forger = *Store::open(elsewhere, clock, Opening::upgrade);
    ASSERT_TRUE(forger.note({.actor = "mallory", .verb = "consent.given", .kind = "project", .object = "p"}).has_value());
    EXPECT_NE(faults_of(store).find("entry 5: is not the one"), std::string::npos) << faults_of(store);
    EXPECT_EQ(faults_of(forger), "") << "who has no memory cannot see it";
    EXPECT_FALSE(forger.verify(head)->faults.empty()) << "but for a head that was shown";
}

TEST_P(EachDatabase, AHeadThatCannotBeUnderstoodIsSaid) {
    Store store = open();
    fill(store);
    ASSERT_TRUE(write_file(place.head, "rubbish\n"));
    EXPECT_EQ(store.verify().error().kind, ErrorKind::malformed);
    ASSERT_TRUE(write_file(place.head, "0123456789abcdef0123456789abcdef 1:" + std::string(64, '0')));
    EXPECT_NE(store.verify().error().message.find("another store"), std::string::npos);
}

} // namespace
} // namespace squire::store
