// SPDX-License-Identifier: MIT
#include "store/migrations.h"

#include <regex>

#include <fmt/format.h>

#include "embedded/migrations.h"
#include "store/each_database_test.h"

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

TEST_P(EachDatabase, EachOlderVersionIsBroughtUpToDate) {
    for (int version = 0; version < newest_version(); ++version) {
        if (version > 0) SetUp();
        std::filesystem::remove_all(folder.path());
        std::filesystem::create_directories(folder.path());
        {
            const auto old = schema ? open_postgresql(place.database) : open_sqlite(place.database, Access::create);
            ASSERT_TRUE(old.has_value()) << describe(old.error());
            ASSERT_TRUE(migrate(**old, version).has_value());
            EXPECT_EQ(version_of(**old).value(), version);
            if (version >= 1) { // rows as that version wrote them
                auto kept = (*old)->run(
                    "INSERT INTO vulnerability (id, type, state, reason, present, severity, rule, name, file, line, place, first_entry, "
                    "first_seen, last_entry) VALUES ('0123', 'sast', 'confirmed', '', 1, 3, 'r', 'n', 'f', 1, 'f:1', 1, 5, 1)");
                ASSERT_TRUE(kept.has_value()) << describe(kept.error());
            }
        }
        EXPECT_EQ(Store::open(place, clock, Opening::as_is).error().kind, version == 0 ? ErrorKind::not_found : ErrorKind::unsupported);
        Store store = open();
        EXPECT_EQ(store.list({})->size(), version >= 1 ? 1U : 0U);
        EXPECT_EQ(Store::migration_status(place)->version, newest_version());
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
