// SPDX-License-Identifier: MIT
#include "records/fixes.h"

#include <array>
#include <string>

#include <gtest/gtest.h>

#include "program/object.h"

namespace squire::records {
namespace {

using program::Json;

class FixedClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return *parse_time("2026-01-01T00:00:00Z"); }
};

fix::FixOutcome outcome(bool holds) {
    finding::Finding finding{.name = "weak",
                             .identifiers = {{.type = "toy", .name = "", .value = "rule-1", .url = ""}},
                             .location = finding::CodeLocation{.file = "a.c", .range = {.start_line = 3}, .scope = ""},
                             .fingerprint = "aa"};
    fix::FixOutcome made{.findings = {finding}};
    made.fixes.push_back(
        {.proved = {.proposal = {.what = "repair it", .findings = {"aa"}, .changes = {{.path = "a.c", .before = "1", .after = "2"}}},
                    .proof = {.verdict = holds ? fix::Verdict::verified : fix::Verdict::failed,
                              .commands = {{.command = "make check", .purpose = "tests after", .took = std::chrono::seconds(3)}}}},
         .diff = "+2"});
    if (!holds) made.unfixed.push_back({"aa", fix::Reason::failed_proof, "still found"});
    return made;
}

class FixesTest : public ::testing::Test {
protected:
    Json only(const char* kind) {
        const auto objects = store_.objects(kind);
        EXPECT_TRUE(objects && objects->size() == 1U) << kind;
        return objects && !objects->empty() ? Json::parse(objects->front().document, nullptr, false) : Json();
    }
    std::size_t entries() { return store_.ledger().value().size(); }

    FixedClock clock_;
    store::Store store_ = store::Store::in_memory(clock_).value();
};

TEST_F(FixesTest, AreKeptOnceWithTheirReasons) {
    ASSERT_TRUE(keep_fixes(store_, outcome(false), "c1", "Ada"));
    EXPECT_EQ(only("unfixed")["rule"], "rule-1");
    EXPECT_EQ(only("unfixed")["reason"], "failed_proof");
    EXPECT_EQ(only("fix")["verdict"], "failed");
    EXPECT_EQ(only("fix")["diff"], "+2");
    ASSERT_TRUE(keep_fixes(store_, outcome(false), "c1", "Ada"));
    EXPECT_EQ(entries(), 1U) << "the second time, there was no news";
    ASSERT_TRUE(keep_fixes(store_, outcome(true), "c1", "Ada"));
    EXPECT_EQ(only("fix")["verdict"], "verified");
    EXPECT_TRUE(store_.objects("unfixed")->empty());
    EXPECT_EQ(entries(), 2U);
}

// Earlier releases wrote less about each.
TEST_F(FixesTest, WhatAnEarlierRunWroteIsBroughtUpToDate) {
    const std::string id = outcome(true).fixes.front().proved.proposal.id();
    const std::array old{
        store::ObjectWrite{
            .kind = "fix",
            .id = id,
            .document = R"({"what": "repair it", "class": "source", "verdict": "verified_without_tests", "findings": ["aa"], "branch": "fix/it",
                                           "commit": "", "private": false})"},
        store::ObjectWrite{.kind = "unfixed", .id = "aa", .document = R"({"finding": "aa", "reason": "no_rule_fix", "why": "none"})"}};
    ASSERT_TRUE(store_.write(old, {.actor = "Ada", .verb = "fix.proved", .kind = "fix", .object = id}));
    ASSERT_TRUE(keep_fixes(store_, outcome(true), "c1", "Ada"));
    EXPECT_EQ(only("fix")["verdict"], "verified");
    EXPECT_EQ(only("fix")["commands"][0]["command"], "make check");
    EXPECT_TRUE(store_.objects("unfixed")->empty());
    EXPECT_EQ(store_.versions("fix", id)->size(), 2U);
}

} // namespace
} // namespace squire::records
