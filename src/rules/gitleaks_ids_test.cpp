// SPDX-License-Identifier: MIT
#include "rules/gitleaks_ids.h"

#include <algorithm>
#include <unordered_set>

#include <gtest/gtest.h>

#include "embedded/gitleaks_ids.h"
#include "rules/builtin.h"
#include "rules/gitleaks_ignore.h"
#include "rules/secret_rule_reader.h"
#include "rules/toml.h"

namespace squire::rules {
namespace {

TEST(GitleaksIds, LeadToRulesOfThePack) {
    Problems problems;
    const auto pack = builtin_secret_rules(problems).value();
    std::unordered_set<std::string_view> ids;
    for (const auto& rule : pack.rules) ids.insert(rule.id);
    ASSERT_EQ(embedded::gitleaks_ids().size(), 1U);
    const auto table = parse_toml(embedded::gitleaks_ids()[0].text, "rules/gitleaks_ids.toml");
    ASSERT_TRUE(table) << describe(table.error());
    EXPECT_GT(table->entries.size(), 100U);
    for (const auto& entry : table->entries) {
        EXPECT_FALSE(rules_named_by_gitleaks(entry.key).empty()) << entry.key;
        for (const auto& id : rules_named_by_gitleaks(entry.key)) EXPECT_TRUE(ids.contains(id)) << entry.key << " names " << id;
    }
    EXPECT_TRUE(rules_named_by_gitleaks("nobody-s-rule").empty());
}

TEST(GitleaksIds, AreUnderstoodInAProjectsOwnFiles) {
    constexpr std::string_view kText = R"(
[extend]
useDefault = true
disabledRules = ["gitlab-ptt"]
[[rules]]
id = "github-pat"
[[rules.allowlists]]
paths = ["fixtures/"]
[[allowlists]]
targetRules = ["gitlab-pat"]
paths = ["docs/"]
)";
    Problems problems;
    SecretRuleOptions options;
    options.default_rules = builtin_secret_rules;
    options.check_regexes = false;
    const auto rules = read_secret_rules(kText, ".gitleaks.toml", options, problems).value();
    for (const auto& problem : problems.list()) ADD_FAILURE() << describe(problem.error);
    const auto find = [&](std::string_view id) { return std::ranges::find(rules.rules, id, &SecretRule::id); };
    EXPECT_EQ(find("gitlab-pipeline-trigger-token"), rules.rules.end());
    EXPECT_EQ(find("github-pat"), rules.rules.end());
    ASSERT_NE(find("github-personal-access-token"), rules.rules.end());
    EXPECT_EQ(find("github-personal-access-token")->allowlists.back().paths, std::vector<std::string>{"fixtures/"});
    const auto& targets = rules.allowlists.front().target_rules;
    EXPECT_NE(std::ranges::find(targets, "gitlab-personal-access-token"), targets.end());

    const auto ignore = GitleaksIgnore::read("a.py:github-pat:3\n", ".gitleaksignore", problems);
    EXPECT_TRUE(ignore.matches("", "a.py", "github-personal-access-token", 3));
    EXPECT_TRUE(ignore.matches("", "a.py", "github-pat", 3));
}

} // namespace
} // namespace squire::rules
