// SPDX-License-Identifier: MIT
#include "store/migrations.h"

#include <array>
#include <regex>

#include <fmt/format.h>

#include "embedded/migrations.h"
#include "store/each_database_test.h"
#include "store/facts.h"
#include "store/ledger_table.h"
#include "store/projection.h"

namespace squire::store {
namespace {

TEST(Migrations, AreNumberedWithoutGapsAndExplainEachTableAndColumn) {
    int number = 0;
    for (const EmbeddedFile& file : embedded::migrations()) {
        EXPECT_NE(file.name.find(fmt::format("/{:03}_", ++number)), std::string_view::npos) << file.name;
        const std::string text(file.text);
        const std::regex table(R"(([^\n]*)\nCREATE TABLE (\w+))");
        for (auto it = std::sregex_iterator(text.begin(), text.end(), table); it != std::sregex_iterator(); ++it)
            EXPECT_TRUE((*it)[1].str().starts_with("--")) << file.name << ": table " << (*it)[2] << " has no comment";
        std::smatch odd;
        EXPECT_FALSE(std::regex_search(text, std::regex(R"(\b(UNIQUE|CHECK|PRIMARY KEY|FOREIGN KEY|REFERENCES)\b[^\n]*)")) &&
                     std::regex_search(text, odd, std::regex(R"(\n {4}(UNIQUE|CHECK|PRIMARY|FOREIGN)[^\n]*)")))
            << file.name << ": a constraint without a name:" << odd[0];
    }
}

// The facts of a store of today, and of its computed tables what that version read: from 5 on, they are computed from the facts.
Result<void> copy_to_old(Database& from, Database& to, int version) {
    const auto copy = [&](std::string_view table, std::span<const std::string_view> columns) -> Result<void> {
        std::vector<Record> rows;
        auto read =
            from.query(fmt::format("SELECT {} FROM {}", list_of(columns), table), std::span<const Value>{}, [&](const Row& row) -> Result<void> {
                rows.push_back(record_of(row));
                return {};
            });
        return read ? insert(to, table, columns, rows) : read;
    };
    constexpr std::array<std::string_view, 1> kIdentity{"identity"};
    if (auto emptied = to.run("DELETE FROM store"); !emptied) return emptied;
    if (auto copied = copy("store", kIdentity); !copied) return copied;
    if (auto copied = copy("ledger", kLedgerColumns); !copied) return copied;
    for (const FactTable& table : all_facts()) {
        if (&table == &object_facts() && version < 2) continue;
        if (auto copied = copy(table.name, table.columns); !copied) return copied;
    }
    if (version >= 5) return fill_projections(to);
    if (version < 2) return {};
    if (auto copied = copy("object", kObjectColumns); !copied) return copied;
    return copy("object_key", kObjectKeyColumns);
}

TEST_P(EachDatabase, EachOlderVersionIsBroughtUpToDate) {
    const testing::TemporaryFolder elsewhere;
    const StorePlace origin{.database = (elsewhere.path() / "store.sqlite").string(), .head = {}};
    Store today = *Store::open(origin, clock, Opening::create);
    static_cast<void>(recorded(today, report_of({finding_at("sql", "a.c", 3), finding_at("xss", "b.c", 5)})));
    static_cast<void>(recorded(today, report_of({finding_at("sql", "a.c", 4)})));
    ASSERT_TRUE(today.move({.vulnerability = today.list({.rule = "xss"})->front().id, .to = finding::State::confirmed}, "ada"));
    for (int version = 0; version < newest_version(); ++version) {
        if (version > 0) SetUp();
        if (version == 2) {
            ASSERT_TRUE(
                today.write(std::vector<ObjectWrite>{{.kind = "slot", .id = "old", .keys = {{"x", "y"}}}}, {.verb = "slot.made"}).has_value());
        }
        std::filesystem::remove_all(folder.path());
        std::filesystem::create_directories(folder.path());
        {
            const auto old = schema ? open_postgresql(place.database) : open_sqlite(place.database, Access::create);
            ASSERT_TRUE(old.has_value()) << describe(old.error());
            ASSERT_TRUE(migrate(**old, version).has_value());
            EXPECT_EQ(version_of(**old).value(), version);
            if (version >= 1) {
                const auto copied = copy_to_old(**open_sqlite(origin.database, Access::existing), **old, version);
                ASSERT_TRUE(copied.has_value()) << describe(copied.error());
            }
        }
        EXPECT_EQ(Store::open(place, clock, Opening::as_is).error().kind, version == 0 ? ErrorKind::not_found : ErrorKind::unsupported);
        Store store = open();
        EXPECT_EQ(Store::migration_status(place)->version, newest_version());
        EXPECT_EQ(faults_of(store), "") << "from version " << version;
        if (version >= 1) {
            EXPECT_EQ(store.list({}), today.list({})) << "from version " << version;
            EXPECT_EQ(store.head(), today.head());
            EXPECT_EQ(store.objects("slot", {{"x", "y"}}), today.objects("slot", {{"x", "y"}}));
            EXPECT_EQ(recorded(store, report_of({finding_at("xss", "b.c", 5)})).back, 1U) << "it goes on where it was";
        }
        EXPECT_TRUE(store.write(std::vector<ObjectWrite>{{.kind = "slot", .id = "a"}}, {.verb = "slot.made"}).has_value());
    }
}

TEST_P(EachDatabase, ANewerVersionIsRefused) {
    {
        const Store store = open();
    }
    ASSERT_TRUE(behind()->execute("INSERT INTO squire_schema (version) VALUES ($1)", {std::int64_t{newest_version() + 1}}));
    for (const Opening opening : {Opening::create, Opening::upgrade, Opening::as_is}) {
        const auto refused = Store::open(place, clock, opening);
        ASSERT_FALSE(refused.has_value());
        EXPECT_EQ(refused.error().kind, ErrorKind::unsupported);
        EXPECT_NE(refused.error().message.find(fmt::format("version {}", newest_version() + 1)), std::string::npos) << refused.error().message;
    }
}

} // namespace
} // namespace squire::store
