// SPDX-License-Identifier: MIT
// Each folder in testdata/sast_rule_reader holds a rules.yml, and in expected.txt what is read from it and what is said of the rest.
#include "rules/sast_rule_reader.h"

#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "rules/label_expression.h"
#include "rules/sast_rule_text.h"
#include "testing/golden.h"

namespace squire::rules {
namespace {

class SastRuleReader : public ::testing::TestWithParam<std::string> {};

TEST_P(SastRuleReader, ReadsEachFolder) {
    const auto folder = std::filesystem::path(SQUIRE_TESTDATA) / "sast_rule_reader" / GetParam();
    const auto text = read_file(folder / "rules.yml");
    ASSERT_TRUE(text) << describe(text.error());
    Problems problems;
    const auto rules = read_sast_rules(*text, "rules.yml", problems);
    ASSERT_TRUE(rules) << describe(rules.error());
    std::string actual;
    for (const SastRule& rule : *rules) actual += fmt::format("{}: {}", rule.place(), to_text(rule));
    for (const Problem& problem : problems.list())
        actual += fmt::format("{}: {}\n", problem.weight == Weight::incomplete ? "left out" : "warning", describe(problem.error));
    testing::expect_golden(folder / "expected.txt", actual);
}

std::vector<std::string> folders() {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(SQUIRE_TESTDATA) / "sast_rule_reader"))
        found.push_back(entry.path().filename().string());
    return found;
}

INSTANTIATE_TEST_SUITE_P(Folders, SastRuleReader, ::testing::ValuesIn(folders()), [](const auto& info) { return info.param; });

TEST(SastRuleReader, RefusesWhatHoldsNoRules) {
    for (const std::string text : {"", "a: b", "- rules", "rules", "{", "\xFF", "rules: [\n"}) {
        Problems problems;
        EXPECT_FALSE(read_sast_rules(text, "f.yml", problems)) << text;
    }
    Problems problems;
    const auto empty = read_sast_rules("rules: text", "f.yml", problems);
    ASSERT_TRUE(empty);
    EXPECT_TRUE(empty->empty());
    ASSERT_EQ(problems.list().size(), 1U);
    EXPECT_EQ(describe(problems.list().front().error), "f.yml:1:8: rules must be a list, and is a text");
}

// Aliases of aliases, of which the last would unfold to 9^30 patterns.
TEST(SastRuleReader, ABombIsBoundedAndNamed) {
    std::string bomb = "a0: &a0 {pattern: x}\n";
    for (int level = 1; level < 30; ++level) {
        bomb += fmt::format("a{0}: &a{0} {{pattern-either: [", level);
        for (int alias = 0; alias < 9; ++alias) bomb += fmt::format("{}*a{}", alias == 0 ? "" : ", ", level - 1);
        bomb += "]}\n";
    }
    bomb += "rules:\n"
            "- {id: bomb, languages: [c], message: m, severity: INFO, patterns: [*a29]}\n"
            "- {id: text, languages: [c], message: m, severity: INFO, pattern: x}\n";
    Problems problems;
    const auto rules = read_sast_rules(bomb, "f.yml", problems);
    ASSERT_TRUE(rules);
    ASSERT_EQ(rules->size(), 1U);
    EXPECT_EQ(rules->front().id, "text");
    ASSERT_EQ(problems.list().size(), 1U);
    EXPECT_EQ(problems.list().front().error.kind, ErrorKind::limit);
    EXPECT_TRUE(problems.list().front().error.message.starts_with("rule 'bomb': more than 50000 patterns"))
        << describe(problems.list().front().error);
}

TEST(SastRuleReader, DeepNestingIsBounded) {
    std::string deep;
    for (int level = 0; level < 60; ++level) deep += "{patterns: [";
    deep += "{pattern: x}";
    for (int level = 0; level < 60; ++level) deep += "]}";
    Problems problems;
    const auto rules =
        read_sast_rules("rules:\n- {id: deep, languages: [c], message: m, severity: INFO, patterns: [" + deep + "]}\n", "f.yml", problems);
    ASSERT_TRUE(rules) << describe(rules.error());
    EXPECT_TRUE(rules->empty());
    ASSERT_EQ(problems.list().size(), 1U);
    EXPECT_EQ(problems.list().front().error.kind, ErrorKind::limit);
}

TEST(LabelExpression, BindsAsPythonDoes) {
    const auto has = [](std::string_view labels) { return [labels](std::string_view label) { return labels.contains(label); }; };
    struct Case {
        std::string_view text, written, holds_for, not_for;
    };
    for (const Case& each : {Case{"A", "A", "A", "B"}, Case{"not A", "not A", "B", "A"}, Case{"A or B and C", "A or B and C", "A", "B"},
                             Case{"(A or B) and C", "(A or B) and C", "AC", "AB"}, Case{"not (A or B)", "not (A or B)", "C", "B"},
                             Case{"not not A", "not not A", "A", "B"}, Case{"A and not B", "A and not B", "A", "AB"}}) {
        const auto read = parse_label_expression(each.text);
        ASSERT_TRUE(read) << each.text << ": " << describe(read.error());
        EXPECT_EQ(to_string(*read), each.written);
        EXPECT_TRUE(holds(*read, has(each.holds_for))) << each.text;
        EXPECT_FALSE(holds(*read, has(each.not_for))) << each.text;
    }
    for (const std::string text : {"", "and", "A and", "(A", "A)", "A B", "not", "A & B", "$X"})
        EXPECT_FALSE(parse_label_expression(text)) << text;
    EXPECT_FALSE(parse_label_expression(std::string(10'000, '(')));
}

} // namespace
} // namespace squire::rules
