// SPDX-License-Identifier: MIT
#include "secrets/rule_check.h"

#include <gtest/gtest.h>

#include "rules/builtin.h"
#include "rules/secret_rule_reader.h"

namespace squire::secrets {
namespace {

TEST(RuleCheck, FindsNoFaultWithTheBuiltInRules) {
    Problems problems;
    const auto rules = rules::builtin_secret_rules(problems);
    ASSERT_TRUE(rules) << describe(rules.error());
    EXPECT_TRUE(problems.list().empty());
    const auto errors = check_examples(*rules);
    ASSERT_TRUE(errors) << describe(errors.error());
    for (const Error& error : *errors) ADD_FAILURE() << describe(error);
}

TEST(RuleCheck, NamesExamplesThatAreNotWhatTheyShouldBe) {
    constexpr std::string_view kRules = R"toml(
[[rules]]
id = "good-token"
regex = '''\bsqg-([0-9a-z]{16})\b'''
keywords = ["sqg-"]
[rules.squire]
matches = ['''token: sqg-{lowernum:16}''', '''sqg-{lowernum:15}''']
rejects = ['''sqg-{lowernum:8}''', '''x sqg-{lowernum:16}''']

[[rules]]
id = "noisy-token"
regex = '''\bsqn-([0-9a-z]{16})\b'''
[rules.squire]
matches = ['''sqn-abcdefghijklmnop''']
rejects = ['''sqn-''']

[[rules]]
id = "key-file"
path = '''\.key$'''
[rules.squire]
matches = ['''a/b.key''', '''a/b.pub''']
rejects = ['''a/b.txt''']
)toml";
    Problems problems;
    const auto rules = rules::read_secret_rules(kRules, "rules.toml", {}, problems);
    ASSERT_TRUE(rules) << describe(rules.error());
    EXPECT_TRUE(problems.list().empty()) << describe(problems.list().front().error);
    const auto errors = check_examples(*rules);
    ASSERT_TRUE(errors) << describe(errors.error());
    std::vector<std::string> messages;
    for (const Error& error : *errors) messages.push_back(error.message);
    EXPECT_EQ(messages, (std::vector<std::string>{"rule 'good-token' does not report its example: sqg-{lowernum:15}",
                                                  "rule 'good-token' reports what it must not: x sqg-{lowernum:16}",
                                                  "rule 'noisy-token' does not report its example: sqn-abcdefghijklmnop",
                                                  "rule 'key-file' does not report its example: a/b.pub"}));
}

} // namespace
} // namespace squire::secrets
