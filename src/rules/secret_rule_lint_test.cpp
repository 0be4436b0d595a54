// SPDX-License-Identifier: MIT
#include "rules/secret_rule_lint.h"

#include <functional>

#include <gtest/gtest.h>

#include "rules/builtin.h"

namespace squire::rules {
namespace {

SecretRule good_rule() {
    return {.id = "service-token",
            .description = "Service token",
            .regex = R"(\b(srv_[0-9a-z]{20})\b)",
            .entropy = 3,
            .keywords = {"srv_"},
            .means = "It opens.",
            .gain = "Walks in.",
            .revoke = "Settings.",
            .links = {"https://example.com/"},
            .matches = {"token = srv_{lowernum:20}"},
            .rejects = {"srv_{lowernum:12}"},
            .place = "service.toml:1"};
}

std::string lint(const SecretRule& rule) {
    std::string text;
    for (const auto& problem : lint_secret_rules({.title = {}, .rules = {rule}, .allowlists = {}}))
        text += (problem.weight == Weight::note ? "note: " : "") + problem.error.message + '\n';
    return text;
}

TEST(SecretRuleLint, IsContentWithAGoodRule) { EXPECT_EQ(lint(good_rule()), ""); }

TEST(SecretRuleLint, NamesEachFault) {
    struct Case {
        std::string_view name;
        std::function<void(SecretRule&)> spoil;
        std::string_view message;
    };
    static const Case kCases[] = {
        {"id with capitals", [](auto& rule) { rule.id = "Service-token"; }, "the id is not"},
        {"id of one word", [](auto& rule) { rule.id = "service"; }, "the id is not"},
        {"no means", [](auto& rule) { rule.means = " "; }, "'means' is missing"},
        {"no gain", [](auto& rule) { rule.gain = ""; }, "'gain' is missing"},
        {"no revoke", [](auto& rule) { rule.revoke = ""; }, "'revoke' is missing"},
        {"no description", [](auto& rule) { rule.description = ""; }, "'description' is missing"},
        {"no links", [](auto& rule) { rule.links.clear(); }, "'links' is missing"},
        {"odd link", [](auto& rule) { rule.links = {"docs"}; }, "the link 'docs' is not"},
        {"no matches", [](auto& rule) { rule.matches.clear(); }, "no 'matches'"},
        {"no rejects", [](auto& rule) { rule.rejects.clear(); }, "no 'rejects'"},
        {"bad regex", [](auto& rule) { rule.regex = "("; }, "bad regex: missing )"},
        {"bad path", [](auto& rule) { rule.path = "["; }, "bad path"},
        {"empty match", [](auto& rule) { rule.regex = "(srv_[0-9a-z]{20})?"; }, "matches the empty text"},
        {"group too high", [](auto& rule) { rule.secret_group = 2; }, "secretGroup is 2, and the regex has 1 captures"},
        {"unbounded", [](auto& rule) { rule.regex = R"(\b(srv_[0-9a-z]+)\b)"; }, "note: rule 'service-token': '[0-9a-z]+' has no upper bound"},
        {"no keyword", [](auto& rule) { rule.keywords.clear(); }, "note: rule 'service-token': without a keyword"},
        {"short keyword", [](auto& rule) { rule.keywords = {"sr"}; }, "note: rule 'service-token': the keyword 'sr'"},
        {"other keyword", [](auto& rule) { rule.keywords = {"service_"}; }, "no keyword stands in 'matches' 1"},
        {"bad shape", [](auto& rule) { rule.matches = {"srv_{octal:20}"}; }, "unknown group '{octal:20}'"},
        {"no match", [](auto& rule) { rule.matches = {"srv_{lowernum:21}"}; }, "'matches' 1 is not found, the regex does not match"},
        {"low entropy", [](auto& rule) { rule.entropy = 6; }, "'matches' 1 is not found, its entropy is"},
        {"wrong checksum", [](auto& rule) { rule.checksum = SecretRule::Checksum::crc32_base62; }, "its checksum is wrong"},
        {"allowed", [](auto& rule) { rule.allowlists = {{.stopwords = {"srv"}}}; }, "an allowlist of the rule has it"},
        {"bad allowlist", [](auto& rule) { rule.allowlists = {{.regexes = {"("}}}; }, "bad regex in an allowlist"},
        {"found reject", [](auto& rule) { rule.rejects = {"srv_{lowernum:20}"}; }, "'rejects' 1 is found"},
        {"missing part", [](auto& rule) { rule.required = {{.id = "other", .within_lines = {}, .within_columns = {}}}; }, "requires 'other'"},
    };
    for (const auto& [name, spoil, message] : kCases) {
        auto rule = good_rule();
        spoil(rule);
        EXPECT_NE(lint(rule).find(message), std::string::npos) << name << ":\n" << lint(rule);
    }
}

TEST(SecretRuleLint, LeavesRejectsOfGenericRulesToTheNoiseFilter) {
    auto rule = good_rule();
    rule.evidence = SecretRule::Evidence::generic;
    rule.rejects = {"srv_{lowernum:20}"};
    EXPECT_EQ(lint(rule), "");
}

TEST(SecretRuleLint, AcceptsARejectThatAnAllowlistHas) {
    auto rule = good_rule();
    rule.allowlists = {{.target = Allowlist::Target::line, .regexes = {"EXAMPLE"}}};
    rule.rejects = {"srv_{lowernum:20} EXAMPLE"};
    EXPECT_EQ(lint(rule), "");
}

TEST(SecretRuleLint, NamesAnIdThatIsDefinedTwice) {
    const auto found = lint_secret_rules({.title = {}, .rules = {good_rule(), good_rule()}, .allowlists = {}});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(describe(found[0].error), "service.toml:1: rule 'service-token' is also defined at service.toml:1");
}

TEST(SecretRuleLint, PassesTheBuiltinPack) {
    Problems problems;
    const auto rules = builtin_secret_rules(problems);
    ASSERT_TRUE(rules) << describe(rules.error());
    for (const auto& problem : lint_secret_rules(*rules))
        if (problem.weight != Weight::note) ADD_FAILURE() << describe(problem.error);
}

} // namespace
} // namespace squire::rules
