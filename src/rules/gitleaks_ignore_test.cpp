// SPDX-License-Identifier: MIT
#include "rules/gitleaks_ignore.h"

#include <gtest/gtest.h>

namespace squire::rules {
namespace {

constexpr std::string_view kCommit = "0123456789abcdef0123456789abcdef01234567";
constexpr std::string_view kOther = "ffffffffffffffffffffffffffffffffffffffff";

TEST(GitleaksIgnore, MatchesWhatItsLinesName) {
    constexpr std::string_view kText = "\xef\xbb\xbf# known\r\n"
                                       "src/a.py:own-rule:12\r\n"
                                       "  0123456789ABCDEF0123456789abcdef01234567:src/b.py:aws:3  \n"
                                       "\n"
                                       "win\\dir\\c.cs:aws:7\n"
                                       "outer.zip!in/d.txt:aws:1\n"
                                       "odd:name:e.txt:aws:2\n"
                                       "src/last.py:aws:9";
    Problems problems;
    const auto ignore = GitleaksIgnore::read(kText, ".gitleaksignore", problems);
    EXPECT_TRUE(problems.list().empty());
    EXPECT_EQ(ignore.size(), 6U);
    struct Case {
        std::string_view commit, file, rule;
        std::uint32_t line;
        bool matches;
    };
    static constexpr Case kCases[] = {
        {"", "src/a.py", "own-rule", 12, true},     {kCommit, "src/a.py", "own-rule", 12, true}, {kCommit, "src/a.py", "own-rule", 13, false},
        {"", "src/a.py", "aws", 12, false},         {"", "a.py", "own-rule", 12, false},         {kCommit, "src/b.py", "aws", 3, true},
        {kOther, "src/b.py", "aws", 3, false},      {"", "src/b.py", "aws", 3, false},           {"", "win/dir/c.cs", "aws", 7, true},
        {"", "outer.zip!in/d.txt", "aws", 1, true}, {"", "odd:name:e.txt", "aws", 2, true},      {"", "src/last.py", "aws", 9, true},
    };
    for (const auto& [commit, file, rule, line, matches] : kCases)
        EXPECT_EQ(ignore.matches(commit, file, rule, line), matches) << commit << ' ' << file << ' ' << rule << ' ' << line;
}

TEST(GitleaksIgnore, WarnsOfLinesThatAreNoFingerprints) {
    static constexpr std::string_view kBad[] = {
        "a", "a:b", "a:b:c", "a:b:1x", "a:b:-1", "a:b:", ":b:1", "a::1", ":", "::", ":::", "a:b:99999999999"};
    for (const auto bad : kBad) {
        Problems problems;
        const auto ignore = GitleaksIgnore::read(std::string("# first\n") + std::string(bad), "list", problems);
        EXPECT_EQ(ignore.size(), 0U) << bad;
        ASSERT_EQ(problems.list().size(), 1U) << bad;
        EXPECT_EQ(problems.list()[0].error.place, "list:2") << bad;
        EXPECT_FALSE(problems.incomplete()) << bad;
    }
}

TEST(AllowComment, IsFoundAnywhereInTheLine) {
    EXPECT_TRUE(has_allow_comment("key = 'x' # gitleaks:allow"));
    EXPECT_TRUE(has_allow_comment("key = 'x' // squire:allow, a test key"));
    EXPECT_FALSE(has_allow_comment("key = 'x' # gitleaks: allow"));
    EXPECT_FALSE(has_allow_comment(""));
}

} // namespace
} // namespace squire::rules
