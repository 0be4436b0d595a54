// SPDX-License-Identifier: MIT
#include "secrets/text_matcher.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "testing/random_regex.h"

namespace squire::secrets {
namespace {

using testing::Random;
using testing::RandomRegex;

RuleBook book_of(std::vector<rules::SecretRule> rules) {
    Problems problems;
    auto book = RuleBook::make({.title = {}, .rules = std::move(rules), .allowlists = {}}, {}, problems);
    if (!book) throw std::runtime_error(describe(book.error()));
    for (const Problem& problem : problems.list()) throw std::runtime_error(describe(problem.error));
    return std::move(*book);
}

rules::SecretRule rule_of(std::string id, std::string regex) {
    rules::SecretRule rule;
    rule.id = std::move(id);
    rule.regex = std::move(regex);
    return rule;
}

// RE2 alone, on the whole text, one match after the other.
void search_all(const rules::SecretRule& rule, std::uint32_t number, std::string_view text, RegexCache& regexes, std::vector<RuleMatch>& found) {
    const bool has_keyword = std::ranges::any_of(rule.keywords, [&](const auto& keyword) { return contains_ignoring_case(text, keyword); });
    if (!rule.keywords.empty() && !has_keyword) return;
    const RE2& regex = *regexes.get(rule.regex);
    std::array<re2::StringPiece, 12> captures;
    const int groups = std::min(12, regex.NumberOfCapturingGroups() + 1);
    const re2::StringPiece subject(text.data(), text.size());
    for (std::size_t at = 0; at <= text.size() && regex.Match(subject, at, text.size(), RE2::UNANCHORED, captures.data(), groups);) {
        const auto offset = [&](const char* p) { return static_cast<std::uint32_t>(p - text.data()); };
        re2::StringPiece secret = captures[0];
        if (rule.secret_group != 0) {
            if (static_cast<int>(rule.secret_group) < groups) secret = captures[rule.secret_group];
        } else {
            const auto took_part =
                std::find_if(captures.begin() + 1, captures.begin() + groups, [](const auto& capture) { return !capture.empty(); });
            if (took_part != captures.begin() + groups) secret = *took_part;
        }
        const std::uint32_t begin = offset(captures[0].data());
        const auto end = static_cast<std::uint32_t>(begin + captures[0].size());
        if (!secret.empty()) found.push_back({number, begin, end, offset(secret.data()), offset(secret.data() + secret.size())});
        at = std::max(end, begin + 1);
    }
}

TEST(TextMatcher, FindsWhatTheRegexesAloneFind) {
    Random random(20260103);
    RE2::Options options(RE2::Latin1);
    options.set_log_errors(false);
    std::size_t triggered = 0;
    std::size_t matches = 0;
    for (int round = 0; round < 250; ++round) {
        std::vector<rules::SecretRule> rules;
        std::vector<RandomRegex> regexes;
        while (rules.size() < 6) {
            RandomRegex regex = random_regex(random, 4);
            if (!RE2(regex.regex, options).ok()) continue;
            rules.push_back(rule_of(fmt::format("rule-{}", rules.size()), regex.regex));
            if (random.chance(3)) rules.back().keywords = {random.chance(2) ? "key" : "tok_"};
            if (random.chance(5)) rules.back().secret_group = 1;
            regexes.push_back(std::move(regex));
        }
        const RuleBook book = book_of(rules);
        triggered += rules.size() - book.untriggered().size();
        TextMatcher matcher(book);
        RegexCache naive;
        for (int i = 0; i < 12; ++i) {
            std::string text = random_text(random, regexes, random.between(0, 80));
            if (random.chance(3)) std::ranges::replace(text, '\n', ' '); // long lines
            std::vector<RuleMatch> expected;
            for (std::uint32_t rule = 0; rule < rules.size(); ++rule) search_all(rules[rule], rule, text, naive, expected);
            std::ranges::sort(expected);
            const auto found = matcher.match_bytes({}, text);
            std::vector<RuleMatch> actual(found.begin(), found.end());
            EXPECT_TRUE(std::ranges::is_sorted(actual, {}, [](const RuleMatch& match) { return std::pair(match.begin, match.rule); }));
            std::ranges::sort(actual);
            if (actual != expected) {
                for (const RuleMatch& match : expected) {
                    if (std::ranges::find(actual, match) == actual.end())
                        ADD_FAILURE() << "missed by " << rules[match.rule].regex << " at " << match.begin << ".." << match.end;
                }
                for (const RuleMatch& match : actual) {
                    if (std::ranges::find(expected, match) == expected.end())
                        ADD_FAILURE() << "too much by " << rules[match.rule].regex << " at " << match.begin << ".." << match.end;
                }
                FAIL() << "round " << round << ", text " << i << ":\n" << printable(text);
            }
            matches += expected.size();
        }
    }
    EXPECT_GT(triggered, 600U);
    EXPECT_GT(matches, 50'000U);
}

struct Matching {
    explicit Matching(std::vector<rules::SecretRule> rules) : book(book_of(std::move(rules))), matcher(book) {}
    RuleBook book;
    TextMatcher matcher;
};

std::vector<std::string> found_in(Matching& matching, std::string_view path, std::string_view text) {
    std::vector<std::string> found;
    for (const RuleMatch& match : matching.matcher.match_bytes(path, text)) {
        found.push_back(fmt::format("{}:{}", match.rule, text.substr(match.secret_begin, match.secret_end - match.secret_begin)));
    }
    return found;
}

using Found = std::vector<std::string>;

TEST(TextMatcher, ReachesLinesBeforeAndAfter) {
    const std::string wide(300, 'x');
    Matching matcher({rule_of("before", "begin\\n[^\\n]*secret=\\w+"), rule_of("after", "token:[^\\n]*\\n {0,4}\\w+"),
                      rule_of("both", "<\\n[^\\n]*key42[^\\n]*\\n>")});
    EXPECT_EQ(found_in(matcher, "", "begin\n" + wide + "secret=abc"), (Found{"0:begin\n" + wide + "secret=abc"}));
    EXPECT_EQ(found_in(matcher, "", "token:" + wide + "\n  abc"), (Found{"1:token:" + wide + "\n  abc"}));
    EXPECT_EQ(found_in(matcher, "", "<\n" + wide + "key42" + wide + "\n>"), (Found{"2:<\n" + wide + "key42" + wide + "\n>"}));
}

TEST(TextMatcher, AsksForEntropyAndKeywords) {
    rules::SecretRule entropy = rule_of("entropy", "key=(\\w{8})");
    entropy.entropy = 2.5;
    rules::SecretRule keyword = rule_of("keyword", "\\b[0-9a-f]{12}\\b");
    keyword.keywords = {"gizmo"};
    Matching matcher({entropy, keyword});
    EXPECT_EQ(found_in(matcher, "", "key=aaaaaaab key=abcdefgh"), (Found{"0:abcdefgh"}));
    EXPECT_EQ(found_in(matcher, "", "0123456789ab"), (Found{}));
    EXPECT_EQ(found_in(matcher, "", "0123456789ab is a GizMo's"), (Found{"1:0123456789ab"}));
}

TEST(TextMatcher, TakesTheSecretFromItsGroup) {
    rules::SecretRule third = rule_of("third", "c(1)?(2)?(3)?(4)?");
    third.secret_group = 3;
    Matching matcher({rule_of("first", "key(a+)?(b+)?"), third});
    EXPECT_EQ(found_in(matcher, "", "keybb"), (Found{"0:bb"}));   // the first that took part
    EXPECT_EQ(found_in(matcher, "", "keyaab"), (Found{"0:aa"}));
    EXPECT_EQ(found_in(matcher, "", "key"), (Found{"0:key"}));    // else the whole match
    EXPECT_EQ(found_in(matcher, "", "c134"), (Found{"1:3"}));
    EXPECT_EQ(found_in(matcher, "", "c14"), (Found{}));           // the group that is asked for, or none
}

TEST(TextMatcher, LooksAtPaths) {
    rules::SecretRule rule = rule_of("path", "secret=(\\w+)");
    rule.path = R"((^|/)\.env$)";
    Matching matcher({rule});
    EXPECT_EQ(found_in(matcher, "a/.env", "secret=x"), (Found{"0:x"}));
    EXPECT_EQ(found_in(matcher, "a/.envrc", "secret=x"), (Found{}));
    EXPECT_EQ(found_in(matcher, "", "secret=x"), (Found{"0:x"})); // not known yet: whoever finds the path asks again
}

TEST(TextMatcher, KeepsACompositeRuleToItsParts) {
    rules::SecretRule part = rule_of("part", "id=\\w+");
    part.skip_report = true;
    rules::SecretRule other = rule_of("other", "host=\\w+");
    rules::SecretRule anywhere = rule_of("anywhere", "any=(\\w+)");
    anywhere.required = {{.id = "part", .within_lines = {}, .within_columns = {}}};
    rules::SecretRule near = rule_of("near", "near=(\\w+)");
    near.required = {{.id = "part", .within_lines = 2, .within_columns = {}}};
    rules::SecretRule beside = rule_of("beside", "beside=(\\w+)");
    beside.required = {{.id = "part", .within_lines = 0, .within_columns = 10}};
    rules::SecretRule both = rule_of("both", "both=(\\w+)");
    both.required = {{.id = "part", .within_lines = 1, .within_columns = {}}, {.id = "other", .within_lines = {}, .within_columns = {}}};
    Matching matcher({part, other, anywhere, near, beside, both});
    const std::tuple<std::string, Found> cases[] = {
        {"any=x", {}},
        {"any=x\n\n\n\n\n\nid=1", {"2:x", "0:id=1"}},
        {"near=x\n\nid=1", {"3:x", "0:id=1"}},
        {"near=x\n\n\nid=1", {"0:id=1"}},
        {"id=1\n\n\nnear=x", {"0:id=1"}},
        {"id=1\n\nnear=x", {"0:id=1", "3:x"}},
        {"id=1 beside=x", {"0:id=1", "4:x"}},
        {"id=1          beside=x", {"0:id=1"}},
        {"id=1\nbeside=x", {"0:id=1"}},
        {"id=1 both=x", {"0:id=1"}},
        {"id=1 both=x\n\n\nhost=h", {"0:id=1", "5:x", "1:host=h"}},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(found_in(matcher, "", text), expected) << text;
}

// A window in which nothing was found is remembered; neither the limit on matches nor another surrounding may be taken for that.
TEST(TextMatcher, FindsAgainAfterATextWithTooManyMatches) {
    Matching matcher({rule_of("many", "key\\d"), rule_of("late", "tok_\\d")});
    std::string text;
    for (int i = 0; i < 100'001; ++i) text += "key1\n";
    (void)matcher.matcher.match_bytes({}, text + "tok_1");
    EXPECT_EQ(found_in(matcher, "", "tok_1"), (Found{"1:tok_1"}));
    EXPECT_EQ(found_in(matcher, "", "key1"), (Found{"0:key1"}));

    Matching bounded({rule_of("bounded", "\\bkey1\\b")});
    EXPECT_EQ(found_in(bounded, "", "akey1"), (Found{}));
    EXPECT_EQ(found_in(bounded, "", " key1"), (Found{"0:key1"}));
    EXPECT_EQ(found_in(bounded, "", "key1a"), (Found{}));
    EXPECT_EQ(found_in(bounded, "", "key1"), (Found{"0:key1"}));
    Matching anchored({rule_of("anchored", "^key1$")});
    EXPECT_EQ(found_in(anchored, "", "\nkey1"), (Found{}));
    EXPECT_EQ(found_in(anchored, "", "key1\n"), (Found{}));
    EXPECT_EQ(found_in(anchored, "", "key1"), (Found{"0:key1"}));
}

TEST(TextMatcher, ReadsCodePointsWhereARuleNamesThem) {
    Matching matcher({rule_of("wide", "key=[\\x{4e00}-\\x{9fff}]{3}"), rule_of("dots", "tok_.{3}\\x{2028}")});
    EXPECT_EQ(found_in(matcher, "", "key=\u4E2D\u6587\u5B57"), (Found{"0:key=\u4E2D\u6587\u5B57"}));
    EXPECT_EQ(found_in(matcher, "", "tok_\u4E2D\u6587\u5B57\u2028"), (Found{"1:tok_\u4E2D\u6587\u5B57\u2028"}));
}

} // namespace
} // namespace squire::secrets
