// SPDX-License-Identifier: MIT
#include "store/each_database_test.h"

#include <sstream>

#include <fmt/format.h>

namespace squire::store {
namespace {

void fill(Store& store) {
    static_cast<void>(recorded(store, report_of({finding_at("sql", "a.c", 3), finding_at("xss", "b\t\\N\n.c", 5)})));
    static_cast<void>(recorded(store, report_of({finding_at("sql", "a.c", 4)}, "")));
    EXPECT_TRUE(
        store.move({.vulnerability = store.list({.rule = "xss"})->front().id, .to = finding::State::resolved, .comment = "\u00fcber"}, "ada"));
    EXPECT_TRUE(store.write(std::vector<ObjectWrite>{{.kind = "slot", .id = "a", .keys = {{"x", "y"}}, .document = "{\"n\": [1, \"\\u0000\"]}"}},
                            {.actor = "ada", .verb = "slot.made", .kind = "slot", .object = "a"}));
    EXPECT_TRUE(store.note({.actor = "ada", .verb = "consent.given", .kind = "project", .object = "p"}).has_value());
}

std::string exported(const Store& store) {
    std::ostringstream out;
    const auto done = store.export_to(out);
    EXPECT_TRUE(done.has_value()) << describe(done.error());
    return out.str();
}

TEST_P(EachDatabase, AnExportComesBackAsTheSameBytesThroughEachDatabase) {
    Store first = open();
    fill(first);
    const std::string text = exported(first);
    Store memory = *Store::in_memory(clock);
    std::istringstream in(text);
    auto imported = memory.import_from(in);
    ASSERT_TRUE(imported.has_value()) << describe(imported.error());
    EXPECT_EQ(exported(memory), text);
    EXPECT_EQ(memory.list({}), first.list({}));
    EXPECT_EQ(memory.objects("slot", {{"x", "y"}}), first.objects("slot", {{"x", "y"}}));
    EXPECT_EQ(memory.head(), first.head());
    EXPECT_EQ(faults_of(memory), "");
    EXPECT_EQ(recorded(memory, report_of({})).gone, 1U) << "it goes on where it was";

    if (!testing::PostgresqlSchema::available()) GTEST_SKIP() << "no server: run it by ctest, which starts one";
    const testing::PostgresqlSchema schema;
    Store moved = *Store::open({.database = schema.url()}, clock, Opening::create);
    std::istringstream again(text);
    imported = moved.import_from(again);
    ASSERT_TRUE(imported.has_value()) << describe(imported.error());
    EXPECT_EQ(exported(moved), text);
    EXPECT_EQ(faults_of(moved), "");
}

TEST_P(EachDatabase, AnImportNeedsAStoreWithoutEntries) {
    Store store = open();
    fill(store);
    std::istringstream in(exported(store));
    EXPECT_EQ(store.import_from(in).error().kind, ErrorKind::conflict);
}

TEST(Transfer, AnExportThatWasTouchedIsRefusedWhole) {
    const SetClock clock;
    Store store = *Store::in_memory(clock);
    fill(store);
    const std::string whole = exported(store);
    std::vector<std::pair<std::string, std::string>> broken{
        {"empty", ""}, {"no export", "{}\n"}, {"not JSON", "hello\n"}, {"more", whole + "{}\n"}};
    std::vector<std::string> lines;
    std::istringstream in(whole);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    const auto without = [&](std::size_t left_out) {
        std::string text;
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (i != left_out) text += lines[i] + "\n";
        return text;
    };
    for (std::size_t i = 0; i < lines.size(); ++i) broken.emplace_back(fmt::format("without line {}", i + 1), without(i));
    // Each letter or digit of the export decides something: one after the other is changed.
    for (std::size_t at = 0; at < whole.size(); at += 7) {
        if (std::isalnum(static_cast<unsigned char>(whole[at])) == 0) continue;
        std::string changed = whole;
        changed[at] = changed[at] == '1'                                           ? '2'
                      : changed[at] == 'a'                                         ? 'b'
                      : std::isdigit(static_cast<unsigned char>(changed[at])) != 0 ? '1'
                                                                                   : 'a';
        broken.emplace_back(fmt::format("byte {} changed: {}", at, changed.substr(at < 20 ? 0 : at - 20, 40)), std::move(changed));
    }
    for (const auto& [what, text] : broken) {
        Store empty = *Store::in_memory(clock);
        std::istringstream given(text);
        const auto imported = empty.import_from(given);
        EXPECT_FALSE(imported.has_value()) << what;
        EXPECT_EQ(empty.head()->sequence, 0) << what;
        EXPECT_TRUE(empty.list({})->empty()) << what;
    }
}

} // namespace
} // namespace squire::store
