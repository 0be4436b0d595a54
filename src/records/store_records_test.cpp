// SPDX-License-Identifier: MIT
#include "records/store_records.h"

#include <gtest/gtest.h>

#include "program/act.h"

namespace squire::records {
namespace {

using program::Kind;

class FixedClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return *parse_time("2026-01-01T00:00:00Z"); }
};

TEST(StoreRecords, KeepWhatTheProgramDoes) {
    const FixedClock clock;
    auto store = store::Store::in_memory(clock);
    ASSERT_TRUE(store.has_value());
    StoreRecords records(*store);
    program::Program program(records);
    const program::Circumstances now{.now = clock.now()};
    const auto does = [&](const program::Deed& deed) { return act(program, records, deed, now); };
    ASSERT_TRUE(does({.kind = Kind::program, .id = "program", .move = "init", .by = "squire", .why = {}, .data = {{"name", "P"}}}).has_value());
    ASSERT_TRUE(does({.kind = Kind::person,
                      .id = "grace",
                      .move = "add",
                      .by = "squire",
                      .why = {},
                      .data = {{"name", "Gr\u00e4ce \xff"}, {"roles", "coordinator"}}})
                    .has_value());
    ASSERT_TRUE(
        does({.kind = Kind::person, .id = "bob", .move = "add", .by = "grace", .why = {}, .data = {{"name", "Bob"}, {"roles", "intern"}}})
            .has_value());
    ASSERT_TRUE(does({.kind = Kind::person, .id = "bob", .move = "leave", .by = "bob"}).has_value());

    program::Program again(records);
    ASSERT_NE(again.find(Kind::person, "bob"), nullptr);
    EXPECT_EQ(again.find(Kind::person, "bob")->state, "left");
    EXPECT_EQ(again.find(Kind::person, "bob")->version, 2U);
    const program::EvidenceQuery everything{.verbs = {"program.*", "person.*"}, .values = {}};
    EXPECT_EQ(again.ledger(everything).size(), 4U);
    EXPECT_EQ(again.ledger({.verbs = {"person.leave"}, .values = {}}).size(), 1U);
    EXPECT_EQ(again.ledger(everything).back().verb, "person.leave");
    const auto open = records.all(Kind::person, {.open_only = true});
    ASSERT_TRUE(open.has_value());
    ASSERT_EQ(open->size(), 1U);
    EXPECT_EQ(open->front().id, "grace");
    const auto facts = records.all(Kind::person, {.events = false});
    ASSERT_TRUE(facts.has_value());
    ASSERT_EQ(facts->size(), 2U);
    for (const program::Object& fact : *facts) {
        const program::Object& whole = *again.find(Kind::person, fact.id);
        EXPECT_EQ(fact.state, whole.state);
        EXPECT_EQ(fact.fields, whole.fields);
        EXPECT_EQ(fact.since, whole.since);
        EXPECT_EQ(fact.version, whole.version);
        EXPECT_EQ(fact.is_final(), whole.is_final());
    }
    program::Program board(records, {.open_only = true, .events = false});
    EXPECT_EQ(board.all(Kind::person).size(), 2U); // who has left is still named by others
    EXPECT_FALSE(again.failure().has_value());
    const auto verified = store->verify();
    ASSERT_TRUE(verified.has_value());
    EXPECT_EQ(verified->faults, std::vector<std::string>{});
}

TEST(StoreRecords, TellTheSecondOfTwo) {
    const FixedClock clock;
    auto store = store::Store::in_memory(clock);
    ASSERT_TRUE(store.has_value());
    StoreRecords records(*store);
    program::Program one(records);
    program::Program other(records);
    const program::Circumstances now{.now = clock.now()};
    const program::Deed deed{.kind = Kind::program, .id = "program", .move = "init", .by = "squire", .why = {}, .data = {{"name", "P"}}};
    EXPECT_TRUE(other.all(Kind::program).empty());
    ASSERT_TRUE(act(one, records, deed, now).has_value());
    const auto late = act(other, records, deed, now);
    ASSERT_FALSE(late.has_value());
    EXPECT_EQ(late.error().kind, ErrorKind::conflict);
    EXPECT_EQ(late.error().message, "somebody was quicker: squire did 'init' to program at 2026-01-01T00:00:00Z");
}

} // namespace
} // namespace squire::records
