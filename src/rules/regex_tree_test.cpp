// SPDX-License-Identifier: MIT
#include "rules/regex_tree.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <re2/re2.h>

#include "testing/random_regex.h"

namespace squire::rules {
namespace {

using namespace std::string_view_literals;
using testing::Random;
using testing::RandomRegex;

constexpr std::uint64_t kNoBound = ~std::uint64_t{0};

TEST(RegexTree, KnowsHowLongAMatchCanBe) {
    struct Case {
        std::string_view regex;
        std::uint64_t least;
        std::uint64_t most;
        bool newline;
        std::string_view written;
    };
    const Case cases[] = {
        {"", 0, 0, false, ""},
        {"ab", 2, 2, false, R"(\x61\x62)"},
        {"a|bcd", 1, 3, false, R"((?:\x61|\x62\x63\x64))"},
        {"a|", 0, 1, false, R"((?:\x61|))"},
        {"a?b*c+", 1, kNoBound, false, R"((?:\x61){0,1}(?:\x62){0,}(?:\x63){1,})"},
        {"(?:ab){2,3}?", 4, 6, false, R"((?:\x61\x62){2,3})"},
        {"a{0}b", 1, 1, false, R"(\x62)"},
        {"(?P<n>a)(?<m>b)(c)", 3, 3, false, R"(\x61\x62\x63)"},
        {"(?i)k1", 2, 2, false, R"([\x4b\x6b]\x31)"},
        {"(?i)\xE9", 1, 1, false, R"([\xc9\xe9])"},
        {"a(?i)b|c", 1, 2, false, R"((?:\x61[\x42\x62]|[\x43\x63]))"},
        {"(?i:a)b", 2, 2, false, R"([\x41\x61]\x62)"},
        {"(?i-i:a)(?s-i:.)", 2, 2, true, R"(\x61[\x00-\xff])"},
        {"^a$\\b\\B\\A\\z", 1, 1, false, R"(\x61)"},
        {".", 1, 1, false, R"([\x00-\x09\x0b-\xff])"},
        {"(?s).", 1, 1, true, R"([\x00-\xff])"},
        {"[^a]", 1, 1, true, R"([\x00-\x60\x62-\xff])"},
        {"[]a]", 1, 1, false, R"([\x5d\x61])"},
        {"[a-c-]", 1, 1, false, R"([\x2d\x61-\x63])"},
        {"[\\d\\]]", 1, 1, false, R"([\x30-\x39\x5d])"},
        {"[[:xdigit:]]", 1, 1, false, R"([\x30-\x39\x41-\x46\x61-\x66])"},
        {"(?i)[[:lower:]]", 1, 1, false, R"([\x41-\x5a\x61-\x7a])"},
        {"(?i)[^[:^lower:]]", 1, 1, false, R"([\x41-\x5a\x61-\x7a])"},
        {"[^\\x00-\\xff]", 1, 1, false, R"([^\x00-\xff])"}, // nothing matches it
        {"\\pL", 1, 1, true, R"([\x00-\xff])"},
        {"[^\\p{Greek}]", 1, 1, true, R"([\x00-\xff])"},
        {"\\x41\\x{42}\\103", 3, 3, false, R"(\x41\x42\x43)"},
        {"\\.\\Q.*\\E+", 3, kNoBound, false, R"(\x2e\x2e(?:\x2a){1,})"}, // the repetition is of the last letter
        {"a\\Q\\E*", 0, kNoBound, false, R"((?:\x61){0,})"},
        {"a(?i)*", 0, kNoBound, false, R"((?:\x61){0,})"},
        {"a{,2}", 5, 5, false, R"(\x61\x7b\x2c\x32\x7d)"},
        {"a{02}", 5, 5, false, R"(\x61\x7b\x30\x32\x7d)"},
        {"a{", 2, 2, false, R"(\x61\x7b)"},
        {"^*", 0, 0, false, ""},
        {"[a-\\x{100}]", 1, 4, true, R"((?:[\x00-\x7f]|(?:[\x80-\xff]){1,4}))"}, // code points: then all are
        {"\\x{2028}a", 2, 5, true, R"((?:[\x00-\x7f]|(?:[\x80-\xff]){1,4})\x61)"},
        {"\\x{2028}\xC3\xA9?", 1, 8, true, R"((?:[\x00-\x7f]|(?:[\x80-\xff]){1,4})(?:(?:[\x80-\xff]){1,4}){0,1})"},
        {"((((a{1000}){1000}){1000}){1000}){1000}", std::uint64_t{1} << 40U, std::uint64_t{1} << 40U, false,
         R"((?:(?:(?:(?:(?:\x61){1000,1000}){1000,1000}){1000,1000}){1000,1000}){1000,1000})"},
    };
    for (const Case& each : cases) {
        const auto tree = parse_regex(each.regex);
        ASSERT_TRUE(tree) << each.regex << ": " << describe(tree.error());
        EXPECT_EQ(tree->min_width(), each.least) << each.regex;
        EXPECT_EQ(tree->max_width().value_or(kNoBound), each.most) << each.regex;
        EXPECT_EQ(tree->can_match_newline(), each.newline) << each.regex;
        EXPECT_EQ(tree->to_regex(), each.written) << each.regex;
    }
}

TEST(RegexTree, RefusesWhatRe2Refuses) {
    for (const std::string_view regex :
         {"("sv,   ")"sv,   "a)"sv,      "(?"sv,    "(?P<"sv,      "(?P<n>a"sv,   "(?x)a"sv,     "(?=a)"sv, "(?!a)"sv, "["sv,     "[a"sv,
          "[^"sv,  "[]"sv,  "[a-"sv,     "[z-a]"sv, "[[:foo:]]"sv, "[[:alpha:"sv, "\\"sv,        "[\\"sv,   "*"sv,     "a|*"sv,   "(+a)"sv,
          "{2}"sv, "a**"sv, "a{2}{3}"sv, "a+?*"sv,  "a{3,2}"sv,    "a{1001}"sv,   "a{5,1001}"sv, "\\xg"sv,  "\\x{}"sv, "\\x{41"sv}) {
        EXPECT_FALSE(parse_regex(regex)) << regex;
        RE2::Options options(RE2::Latin1);
        options.set_log_errors(false);
        EXPECT_FALSE(RE2(re2::StringPiece(regex.data(), regex.size()), options).ok()) << regex;
    }
}

TEST(RegexTree, BoundsNesting) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '(') + "a" + std::string(depth, ')'); };
    EXPECT_TRUE(parse_regex(nested(250)));
    EXPECT_FALSE(parse_regex(nested(251)));
    EXPECT_FALSE(parse_regex(std::string(1'000'000, '(')));
    EXPECT_FALSE(parse_regex("a" + std::string(1'000'000, '?')));
    EXPECT_TRUE(parse_regex("a" + std::string(1'000'000, '{') + "}")); // and in no time
}

TEST(RegexTree, StandsForAllThatTheRegexMatches) {
    Random random(20260102);
    RE2::Options options(RE2::Latin1);
    options.set_log_errors(false);
    std::size_t matches = 0;
    for (int round = 0; round < 3000; ++round) {
        std::vector<RandomRegex> regexes{random_regex(random, 4)};
        const std::string& regex = regexes.front().regex;
        const RE2 original(regex, options);
        if (!original.ok()) continue;
        const auto tree = parse_regex(regex);
        ASSERT_TRUE(tree) << regex << ": " << describe(tree.error());
        const RE2 rewritten(tree->to_regex(), options);
        ASSERT_TRUE(rewritten.ok()) << regex << " as " << tree->to_regex() << ": " << rewritten.error();
        for (int i = 0; i < 5; ++i) {
            const std::string text = random_text(random, regexes, 12);
            const re2::StringPiece subject(text);
            re2::StringPiece found;
            for (std::size_t at = 0; at <= text.size() && original.Match(subject, at, text.size(), RE2::UNANCHORED, &found, 1);) {
                ++matches;
                ASSERT_TRUE(RE2::FullMatch(found, rewritten)) << regex << " as " << tree->to_regex() << " on " << found;
                ASSERT_GE(found.size(), tree->min_width()) << regex;
                ASSERT_LE(found.size(), tree->max_width().value_or(kNoBound)) << regex;
                ASSERT_TRUE(tree->can_match_newline() || found.find('\n') == re2::StringPiece::npos) << regex;
                at = static_cast<std::size_t>(found.data() - text.data()) + std::max<std::size_t>(found.size(), 1);
            }
        }
    }
    EXPECT_GT(matches, 100'000U);
}

// With code points beyond a byte the regex is matched against UTF-8.
TEST(RegexTree, StandsForAllThatTheRegexMatchesInUtf8) {
    const std::string text = "k\u212A s\u017F \u00E9\u00C9 \u2028 \U0001F600 a\u0301 \u03B1\u0391 x";
    RE2::Options options;
    options.set_log_errors(false);
    RE2::Options latin(RE2::Latin1);
    for (const char* const regex : {"\\x{2028}|.", "\\x{2028}|(?i)k+", "(?i:s)+|\\x{2028}", "[^\\x{2028}]+", "[\\x{80}-\\x{10ffff}]+",
                                    "(?i)[\u03B1]+|\\x{2028}", "\\x{2028}|\u00E9?x|\u00E9+", "(?i)\u017F|\\x{2028}", "\\x{2028}|[a-\u00E9]+",
                                    "\\x{2028}|[^a\u00E9]+", "\\x{2028}|\\pL+", "\\777|\\W+", "\\x{2028}|[^\\xe9]+", "\\x{2028}|\\xe9+"}) {
        const RE2 original(regex, options);
        ASSERT_TRUE(original.ok()) << regex << original.error();
        const auto tree = parse_regex(regex);
        ASSERT_TRUE(tree) << regex;
        const RE2 rewritten(tree->to_regex(), latin);
        re2::StringPiece found;
        for (std::size_t at = 0; at <= text.size() && original.Match(text, at, text.size(), RE2::UNANCHORED, &found, 1);) {
            EXPECT_TRUE(RE2::FullMatch(found, rewritten)) << regex << " as " << tree->to_regex() << " on " << found;
            at = static_cast<std::size_t>(found.data() - text.data()) + std::max<std::size_t>(found.size(), 1);
        }
    }
}

TEST(RegexTree, TakesAnyBytes) {
    Random random(3);
    constexpr std::string_view kBytes = "()[]{}|*+?\\^$.-:=?ipPxsQEdDwWbBAzC0123,<>n!\xC3\xA9\xFF"sv;
    std::size_t parsed = 0;
    for (int i = 0; i < 100'000; ++i) {
        const auto tree = parse_regex(random.text(kBytes, random.below(24)));
        if (!tree) continue;
        ++parsed;
        EXPECT_LE(tree->min_width(), tree->max_width().value_or(kNoBound));
        EXPECT_TRUE(tree->to_regex().size() < 1'000'000);
    }
    EXPECT_GT(parsed, 5'000U);
}

} // namespace
} // namespace squire::rules
