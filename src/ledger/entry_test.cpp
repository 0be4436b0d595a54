// SPDX-License-Identifier: MIT
#include "ledger/entry.h"

#include <array>
#include <set>

#include <gtest/gtest.h>

#include "ledger/canonical.h"

namespace squire::ledger {
namespace {

using std::string_view_literals::operator""sv;

Entry sample() {
    return {.sequence = 7,
            .time = Time(std::chrono::seconds(1'700'000'000)),
            .actor = "ada",
            .verb = "scan.recorded",
            .kind = "scan",
            .object = "0123",
            .evidence = "{}",
            .rows = sha256("rows"),
            .previous = genesis("identity")};
}

TEST(Entry, HashIsTheDocumentedOne) {
    // sha256sum of: squire ledger entry 1 i7; i1700000000; t3:ada t13:scan.recorded t4:scan t4:0123 t2:{} t64:… t64:…, without the blanks between.
    const Entry entry = sample();
    std::string bytes = "squire ledger entry 1i7;i1700000000;t3:adat13:scan.recordedt4:scant4:0123t2:{}t64:";
    bytes += to_hex(entry.rows) + "t64:" + to_hex(entry.previous);
    EXPECT_EQ(to_hex(hash_of(entry)), to_hex(sha256(bytes)));
    EXPECT_EQ(to_hex(genesis("identity")), to_hex(sha256("squire ledger 1t8:identity")));
}

TEST(Entry, HashHangsOnEachField) {
    std::set<Sha256> hashes{hash_of(sample())};
    const auto with = [&](auto change) {
        Entry entry = sample();
        change(entry);
        hashes.insert(hash_of(entry));
    };
    with([](Entry& entry) { ++entry.sequence; });
    with([](Entry& entry) { entry.time += std::chrono::seconds(1); });
    with([](Entry& entry) { entry.actor += '1'; });
    with([](Entry& entry) { entry.verb += '1'; });
    with([](Entry& entry) { entry.kind += '1'; });
    with([](Entry& entry) { entry.object += '1'; });
    with([](Entry& entry) { entry.evidence = "{ }"; });
    with([](Entry& entry) { entry.rows[31] ^= 1U; });
    with([](Entry& entry) { entry.previous[0] ^= 1U; });
    with([](Entry& entry) { std::swap(entry.kind, entry.object); });
    with([](Entry& entry) { // the same letters, cut elsewhere
        entry.kind = "scan0";
        entry.object = "123";
    });
    EXPECT_EQ(hashes.size(), 12U);
}

TEST(Head, ReadsBack) {
    const Head head{.sequence = 17, .hash = sha256("x")};
    EXPECT_EQ(to_string(head), "17:" + to_hex(head.hash));
    EXPECT_EQ(parse_head(to_string(head)), head);
    for (const std::string& wrong :
         {std::string(), std::string("17"), "17:" + std::string(63, 'a'), "17:" + std::string(65, 'a'), "17:" + std::string(64, 'A'),
          "-1:" + std::string(64, 'a'), "x:" + std::string(64, 'a'), ":" + std::string(64, 'a'), "99999999999999999999:" + std::string(64, 'a')})
        EXPECT_EQ(parse_head(wrong), std::nullopt) << wrong;
}

TEST(Canonical, NoTwoListsOfFieldsGiveTheSameBytes) {
    const std::vector<std::vector<Value>> lists{{},
                                                {std::monostate{}},
                                                {""sv},
                                                {std::int64_t{0}},
                                                {"0"sv},
                                                {std::int64_t{-1}},
                                                {"i0;"sv},
                                                {"n"sv},
                                                {"a"sv, "b"sv},
                                                {"ab"sv, ""sv},
                                                {""sv, "ab"sv},
                                                {"a"sv, "b"sv, std::monostate{}},
                                                {"at1:b"sv},
                                                {"\0"sv}};
    std::set<std::string> seen;
    for (const auto& list : lists) {
        std::string bytes;
        for (const Value& value : list) append_field(bytes, value);
        EXPECT_TRUE(seen.insert(bytes).second) << bytes;
    }
}

TEST(Canonical, RowsDigestHangsOnOrderTableAndColumns) {
    const std::array<Value, 2> row{"a"sv, std::int64_t{1}};
    const std::array<Value, 2> other{"b"sv, std::int64_t{1}};
    const auto digest = [](auto... rows) {
        RowsDigest made;
        (made.add(rows.first, rows.second), ...);
        return made.finish();
    };
    const auto in = [](std::string_view table, std::span<const Value> values) { return std::pair(table, values); };
    const std::set<Sha256> digests{digest(),
                                   digest(in("t", row)),
                                   digest(in("u", row)),
                                   digest(in("t", row), in("t", other)),
                                   digest(in("t", other), in("t", row)),
                                   digest(in("t", row), in("t", row))};
    EXPECT_EQ(digests.size(), 6U);
    EXPECT_EQ(digest(in("t", row)), digest(in("t", row)));
}

} // namespace
} // namespace squire::ledger
