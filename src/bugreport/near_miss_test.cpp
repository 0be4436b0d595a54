// SPDX-License-Identifier: MIT
#include "bugreport/near_miss.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "bugreport/predicate_oracle_test.h"
#include "bugreport/sast_oracle.h"
#include "rules/sast_rule_reader.h"

namespace squire::bugreport {
namespace {

rules::SastRule rule() {
    Problems problems;
    auto rules = rules::read_sast_rules("rules:\n- id: shell\n  languages: [python]\n  severity: ERROR\n  message: m\n  patterns:\n"
                                        "  - pattern: subprocess.run(..., shell=True, ...)\n  - pattern-not: subprocess.run(\"...\", ...)\n",
                                        "rule.yaml", problems);
    EXPECT_TRUE(rules.has_value());
    return rules->front();
}

std::vector<NearMiss> near_misses(const std::string& text, SastQuestion flipped) {
    const Input input = one_file("a.py", text, text);
    const auto oracle = make_sast_oracle(std::move(flipped), input, 2);
    EXPECT_TRUE(oracle);
    auto found = find_near_misses(input, **oracle, {.workers = 2});
    EXPECT_TRUE(found) << describe(found.error());
    return found ? *found : std::vector<NearMiss>{};
}

TEST(NearMiss, IsTheSmallestOfEachKindThatSilences) {
    const auto found = near_misses("subprocess.run(a,shell=True)", {.silent = {rule()}});
    ASSERT_GE(found.size(), 3U);
    EXPECT_EQ(found[0].kind, NearMiss::Kind::constant);
    EXPECT_EQ(found[0].changed.file().text(), "subprocess.run(\"\",shell=True)");
    EXPECT_EQ(found[0].what, "a constant instead of `a`");
    const auto deletion = std::ranges::find(found, NearMiss::Kind::deletion, &NearMiss::kind);
    ASSERT_NE(deletion, found.end());
    EXPECT_EQ(deletion->changed.file().text(), "subprocess.run(a,shell)");
    const auto operation = std::ranges::find(found, NearMiss::Kind::operation, &NearMiss::kind);
    ASSERT_NE(operation, found.end());
    EXPECT_EQ(operation->changed.file().text(), "subprocess.run(a,shell=False)");
}

TEST(NearMiss, IsTheSmallestThatRaises) {
    const auto found = near_misses("subprocess.run(\"ls\",shell=True)", {.fires = {rule()}});
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].changed.file().text(), "subprocess.run(x,shell=True)");
    EXPECT_EQ(found[0].what, "a variable instead of the string `\"ls\"`");
}

// An imported name is reported: that it is gone says little, that its import is gone says why.
TEST(NearMiss, ChangesAroundThePlaceComeFirst) {
    Input input = one_file("a.py", "from m import a\na");
    input.place = {.file = 0, .begin = 16, .end = 17};
    PredicateOracle flipped([](const Input& candidate) {
        const std::string_view text = candidate.file().text();
        return !(text.contains("from m import a") && text.ends_with("\na"));
    });
    const auto found = find_near_misses(input, flipped, {});
    ASSERT_TRUE(found);
    ASSERT_FALSE(found->empty());
    EXPECT_TRUE(found->front().changed.file().text().ends_with("\na")) << found->front().changed.file().text();
    EXPECT_NE(found->front().changed.file().text(), "\"\"\na"); // a statement is no value
    EXPECT_TRUE(found->front().what.ends_with(" in line 1")) << found->front().what;
}

TEST(NearMiss, APartMayStandForTheWhole) {
    PredicateOracle flipped([](const Input& candidate) { return !candidate.file().text().contains("lambda"); });
    const auto found = find_near_misses(one_file("a.py", "lambda:a", "lambda:a"), flipped, {});
    ASSERT_TRUE(found);
    ASSERT_FALSE(found->empty());
    EXPECT_EQ(found->front().changed.file().text(), "a");
    EXPECT_EQ(found->front().what, "`a` alone instead of `lambda:a`");
}

TEST(NearMiss, RefusesAQuestionThatIsNoOpposite) {
    const Input input = one_file("a.py", "subprocess.run(a,shell=True)", "subprocess.run(a,shell=True)");
    const auto oracle = make_sast_oracle({.fires = {rule()}}, input, 1);
    ASSERT_TRUE(oracle);
    const auto found = find_near_misses(input, **oracle, {});
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::usage);
}

TEST(NearMiss, IsNothingWhereNoSingleChangeDoesIt) {
    PredicateOracle never([](const Input&) { return false; });
    const auto found = find_near_misses(one_file("a.py", "f(1, \"x\")\ng = 3\n", "f"), never, {});
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->empty());
    EXPECT_GT(never.asked(), 10U);
}

} // namespace
} // namespace squire::bugreport
