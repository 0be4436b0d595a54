// SPDX-License-Identifier: MIT
#include "rules/secret_rule_reader.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "rules/toml.h"
#include "testing/golden.h"

namespace squire::rules {
namespace {

std::string print(const Allowlist& list, std::string_view indent) {
    static constexpr std::string_view kTargets[] = {"secret", "match", "line"};
    return fmt::format("{}allow '{}' {} commits={} paths={} {}={} stopwords={} rules={}\n", indent, list.description,
                       list.all_must_match ? "all" : "any", list.commits, list.paths, kTargets[static_cast<int>(list.target)], list.regexes,
                       list.stopwords, list.target_rules);
}

std::string print(const SecretRule& rule) {
    auto text = fmt::format("rule {} at {}\n  description '{}'\n", rule.id, rule.place, rule.description);
    text += fmt::format("  regex '{}' group {} entropy {} path '{}'\n", rule.regex, rule.secret_group, rule.entropy, rule.path);
    text += fmt::format("  keywords {} tags {}{}\n", rule.keywords, rule.tags, rule.skip_report ? " skipped in reports" : "");
    for (const auto& required : rule.required)
        text += fmt::format("  requires {} lines {} columns {}\n", required.id,
                            required.within_lines ? std::to_string(*required.within_lines) : "any",
                            required.within_columns ? std::to_string(*required.within_columns) : "any");
    for (const auto& list : rule.allowlists) text += print(list, "  ");
    if (!rule.means.empty() || !rule.matches.empty())
        text += fmt::format("  {} {} CWE-{} evidence {} checksum {}\n  '{}' '{}' '{}' {} {} {}\n", finding::to_string(rule.severity),
                            finding::to_string(rule.confidence), rule.cwe, static_cast<int>(rule.evidence), static_cast<int>(rule.checksum),
                            rule.means, rule.gain, rule.revoke, rule.links, rule.matches, rule.rejects);
    return text;
}

/// Reads `rules.toml` of a folder; its extensions are the folder's other files, and the default rules are `default.toml`.
std::string read_case(const std::filesystem::path& folder) {
    Problems problems;
    SecretRuleOptions options;
    options.load = [&](std::string_view path, std::string_view) { return read_file(folder / path, kTomlSizeLimit); };
    options.default_rules = [&](Problems& found) -> Result<SecretRules> {
        auto text = read_file(folder / "default.toml");
        if (!text) return fail(ErrorKind::not_found, "no default rules in this test");
        return read_secret_rules(*text, "default.toml", {}, found);
    };
    const auto text = read_file(folder / "rules.toml").value();
    const auto rules = read_secret_rules(text, "rules.toml", options, problems);
    std::string result;
    if (rules) {
        result = fmt::format("title '{}'\n", rules->title);
        for (const auto& rule : rules->rules) result += print(rule);
        for (const auto& list : rules->allowlists) result += print(list, "");
    } else {
        result = fmt::format("error {}\n", describe(rules.error()));
    }
    static constexpr std::string_view kWeights[] = {"note", "warning", "incomplete"};
    for (const auto& problem : problems.list())
        result += fmt::format("{} {}\n", kWeights[static_cast<int>(problem.weight)], describe(problem.error));
    return result;
}

class SecretRuleReader : public ::testing::TestWithParam<std::string> {};

TEST_P(SecretRuleReader, ReadsAsExpected) {
    const auto folder = std::filesystem::path(SQUIRE_TESTDATA) / "secret_rule_reader" / GetParam();
    testing::expect_golden(folder / "expected.txt", read_case(folder));
}

std::vector<std::string> cases() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(SQUIRE_TESTDATA) / "secret_rule_reader"))
        names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
}

INSTANTIATE_TEST_SUITE_P(Folders, SecretRuleReader, ::testing::ValuesIn(cases()), [](const auto& info) { return info.param; });

TEST(SecretRuleReaderLimits, LeavesOutWhatIsTooMuch) {
    std::string text;
    for (std::size_t index = 0; index < kSecretRuleLimit + 5; ++index) text += fmt::format("[[rules]]\nid='r{}'\nregex='x'\n", index);
    Problems problems;
    const auto rules = read_secret_rules(text, "many.toml", {.check_regexes = false}, problems);
    ASSERT_TRUE(rules);
    EXPECT_EQ(rules->rules.size(), kSecretRuleLimit);
    EXPECT_TRUE(problems.incomplete());
}

TEST(SecretRuleReaderLimits, RefusesAFileThatIsTooLarge) {
    Problems problems;
    const auto rules = read_secret_rules(std::string(kTomlSizeLimit + 1, '#'), "large.toml", {}, problems);
    ASSERT_FALSE(rules);
    EXPECT_EQ(rules.error().kind, ErrorKind::limit);
}

TEST(SecretRuleReaderLimits, StopsCompilingRegexesThatAreTooLargeTogether) { // else these would take minutes
    for (const int repeat : {200, 1000}) {                                    // the second is too large by itself
        std::string text;
        for (int index = 0; index < 400; ++index) text += fmt::format("[[rules]]\nid='r{}'\nregex='\\pL{{{}}}'\n", index, repeat);
        Problems problems;
        const auto rules = read_secret_rules(text, "heavy.toml", {}, problems);
        ASSERT_TRUE(rules);
        EXPECT_LT(rules->rules.size(), 100U);
        EXPECT_TRUE(problems.incomplete());
        const auto is_limit = [](const Problem& problem) { return problem.error.message.find("too large together") != std::string::npos; };
        EXPECT_GT(std::ranges::count_if(problems.list(), is_limit), 300);
    }
}

TEST(SecretRuleReaderLimits, WithoutLoaderOrDefaultsSaysSo) {
    Problems problems;
    const auto rules = read_secret_rules("[extend]\nuseDefault = true\npath = 'a.toml'\n", "rules.toml", {}, problems);
    ASSERT_TRUE(rules);
    EXPECT_EQ(problems.list().size(), 3U); // both at once, no loader, no defaults
    EXPECT_TRUE(problems.incomplete());
}

} // namespace
} // namespace squire::rules
