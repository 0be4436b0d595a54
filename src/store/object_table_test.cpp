// SPDX-License-Identifier: MIT
#include "store/each_database_test.h"

namespace squire::store {
namespace {

const Note kNote{
    .actor = "ada", .verb = "application.sent", .kind = "application", .object = "7", .evidence = R"({"url":"https://example.org/1"})"};

Result<std::vector<Object>> write_one(Store& store, ObjectWrite write) { return store.write(std::vector{std::move(write)}, kNote); }

TEST_P(EachDatabase, AnObjectIsReadBackAndFoundByItsKeys) {
    Store store = open();
    const auto made = store.write(
        std::vector<ObjectWrite>{{.kind = "application", .id = "7", .keys = {{"slot", "a"}, {"by", "ada"}}, .document = R"({"n": 1})"},
                                 {.kind = "application", .id = "8", .keys = {{"slot", "a"}}, .document = "[1, 2]"},
                                 {.kind = "person", .id = "7", .keys = {{"slot", "a"}}}},
        kNote);
    ASSERT_TRUE(made.has_value()) << describe(made.error());
    EXPECT_EQ(store.object("application", "7"), made->at(0));
    EXPECT_EQ(made->at(0).version, 1);
    EXPECT_EQ(made->at(0).document, R"({"n": 1})") << "byte for byte";
    EXPECT_EQ(store.objects("application")->size(), 2U);
    EXPECT_EQ(store.objects("application", {{"slot", "a"}})->size(), 2U);
    EXPECT_EQ(store.objects("application", {{"slot", "a"}, {"by", "ada"}}), std::vector{made->at(0)});
    EXPECT_TRUE(store.objects("application", {{"slot", "b"}})->empty());
    EXPECT_EQ(store.head()->sequence, 1) << "one entry for all three";
    const auto entry = store.ledger()->front();
    EXPECT_EQ(entry.verb, kNote.verb);
    EXPECT_EQ(entry.evidence, kNote.evidence);
    EXPECT_EQ(store.object("person", "8").error().kind, ErrorKind::not_found);
}

TEST_P(EachDatabase, WhoHasSeenAnOldVersionIsTold) {
    Store store = open();
    Store other = open();
    ASSERT_TRUE(write_one(store, {.kind = "slot", .id = "a"}));
    ASSERT_TRUE(write_one(store, {.kind = "slot", .id = "a", .expected = 1, .keys = {{"free", "no"}}, .document = "2"}));
    const auto late = write_one(other, {.kind = "slot", .id = "a", .expected = 1, .document = "3"});
    ASSERT_FALSE(late.has_value());
    EXPECT_EQ(late.error().kind, ErrorKind::conflict);
    EXPECT_EQ(write_one(store, {.kind = "slot", .id = "a"}).error().kind, ErrorKind::conflict) << "made twice";
    EXPECT_EQ(write_one(store, {.kind = "slot", .id = "b", .expected = 4}).error().kind, ErrorKind::conflict);
    EXPECT_EQ(store.object("slot", "a")->document, "2");
    EXPECT_EQ(store.versions("slot", "a")->size(), 2U);
}

TEST_P(EachDatabase, AllOfAWriteOrNothing) {
    Store store = open();
    const auto half = store.write(std::vector<ObjectWrite>{{.kind = "slot", .id = "a"}, {.kind = "slot", .id = "b", .expected = 9}}, kNote);
    EXPECT_FALSE(half.has_value());
    EXPECT_TRUE(store.objects("slot")->empty());
    EXPECT_EQ(store.head()->sequence, 0);
    const auto twice = store.write(std::vector<ObjectWrite>{{.kind = "slot", .id = "a"}, {.kind = "slot", .id = "a"}}, kNote);
    EXPECT_EQ(twice.error().kind, ErrorKind::usage);
    EXPECT_EQ(write_one(store, {.kind = "slot", .id = "a", .document = "{broken"}).error().kind, ErrorKind::usage);
    EXPECT_EQ(write_one(store, {.kind = "", .id = "a"}).error().kind, ErrorKind::usage);
    EXPECT_EQ(write_one(store, {.kind = "slot", .id = "a\xff"}).error().kind, ErrorKind::usage);
    Note wrong = kNote;
    wrong.evidence = "[]";
    EXPECT_EQ(store.write(std::vector<ObjectWrite>{{.kind = "slot", .id = "a"}}, wrong).error().kind, ErrorKind::usage);
    EXPECT_EQ(store.head()->sequence, 0);
}

TEST_P(EachDatabase, ARemovedObjectIsGoneAndItsVersionsStay) {
    Store store = open();
    ASSERT_TRUE(write_one(store, {.kind = "slot", .id = "a", .keys = {{"x", "y"}}}));
    ASSERT_TRUE(write_one(store, {.kind = "slot", .id = "a", .expected = 1, .remove = true}));
    EXPECT_EQ(store.object("slot", "a").error().kind, ErrorKind::not_found);
    EXPECT_TRUE(store.objects("slot", {{"x", "y"}})->empty());
    EXPECT_TRUE(store.versions("slot", "a")->at(1).removed);
    EXPECT_EQ(write_one(store, {.kind = "slot", .id = "a", .expected = 2, .document = "1"}).error().kind, ErrorKind::conflict);
    const auto again = write_one(store, {.kind = "slot", .id = "a", .document = "1"});
    ASSERT_TRUE(again.has_value()) << describe(again.error());
    EXPECT_EQ(again->front().version, 3);
    EXPECT_EQ(write_one(store, {.kind = "slot", .id = "never", .remove = true}).error().kind, ErrorKind::not_found);
    EXPECT_EQ(faults_of(store), "");
}

} // namespace
} // namespace squire::store
