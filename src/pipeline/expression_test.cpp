// SPDX-License-Identifier: MIT
#include <string>

#include <gtest/gtest.h>

#include "pipeline/expression.h"
#include "pipeline/project_files.h"

namespace squire::pipeline {
namespace {

const Variables kVariables = {{"A", "one"}, {"B", ""}, {"C", "$A two"}, {"P", "/^on/"}, {"BRANCH", "release/1.2"}, {"LOOP", "x$LOOP"}};

TEST(Expression, Holds) {
    struct Case {
        std::string_view text;
        bool holds;
    };
    const Case cases[] = {
        {"$A", true},
        {"$B", false},
        {"$NONE", false},
        {"$NONE == null", true},
        {"$B == null", false},
        {"$B == \"\"", true},
        {"$A == 'one'", true},
        {"\"one\" == $A", true},
        {"$A != \"one\"", false},
        {"$NONE != \"x\"", true},
        {"${A} == \"one\"", true},
        {"$C == \"one two\"", true},
        {"$A =~ /^o/", true},
        {"$A =~ /^O/", false},
        {"$A =~ /^O/i", true},
        {"$A !~ /^x/", true},
        {"$NONE =~ /x/", false},
        {"$NONE !~ /x/", true},
        {"$A =~ $P", true},
        {"$A =~ $B", false},
        {"$BRANCH =~ /^release\\/\\d+\\.\\d+$/", true},
        {"$A && $B", false},
        {"$A || $B", true},
        {"$B && $A || $A", true},
        {"$A || $A && $B", true},
        {"($A || $A) && $B", false},
        {"$A == \"one\" && $NONE == null", true},
        {"$A==\"one\"&&($B||$A)", true},
        {" \n$A\n ", true},
        {"null", false},
        {"\"text\"", true},
    };
    for (const auto& [text, holds] : cases) {
        const auto expression = Expression::parse(text);
        ASSERT_TRUE(expression) << text << ": " << describe(expression.error());
        EXPECT_EQ(expression->holds(kVariables), holds) << text;
    }
}

TEST(Expression, RefusesWhatIsNone) {
    for (const std::string_view text : {"", " ", "$", "$A ==", "== $A", "$A $B", "($A", "$A)", "()", "$A = 'x'", "$A == 'x", "$A =~ /x",
                                        "$A =~ /(/", "$A && && $B", "A == 'x'", "$A =~ /(?=x)/", "${A", "$A == 'x' 'y'", "nullx"}) {
        const auto expression = Expression::parse(text);
        ASSERT_FALSE(expression) << text;
        EXPECT_FALSE(expression.error().message.empty()) << text;
    }
    EXPECT_FALSE(Expression::parse(std::string(30'000, '(')));
    EXPECT_TRUE(Expression::parse(std::string(9'000, '(') + "$A" + std::string(9'000, ')')));
}

TEST(Expression, KnowsItsNames) {
    const auto expression = Expression::parse("$A == 'x' || ($B && $A)");
    ASSERT_TRUE(expression);
    EXPECT_EQ(expression->names(), (std::vector<std::string>{"A", "B"}));
}

TEST(Expand, ReplacesNames) {
    EXPECT_EQ(expand("a $A ${A}b %A% $$A $NONE.", kVariables), "a one oneb one $A .");
    EXPECT_EQ(expand("$ ${ % $-", kVariables), "$ ${ % $-");
    EXPECT_TRUE(expand("$LOOP", kVariables).starts_with("xxxx"));
    Variables bomb = {{"X0", "xxxxxxxxxxxxxxxx"}, {"Y0", ""}};
    for (int level = 1; level < 12; ++level)
        for (const std::string name : {"X", "Y"}) {
            std::string& value = bomb[name + std::to_string(level)];
            for (int each = 0; each < 16; ++each) value += "$" + name + std::to_string(level - 1);
        }
    EXPECT_LE(expand("$X9", bomb).size(), 70'000U);
    EXPECT_EQ(expand("$Y9", bomb), ""); // ends, too
}

TEST(PathGlob, MatchesAsGitLabDoes) {
    struct Case {
        std::string_view glob, path;
        bool matches;
    };
    const Case cases[] = {
        {"Dockerfile", "Dockerfile", true},
        {"Dockerfile", "a/Dockerfile", false},
        {"**/Dockerfile", "a/b/Dockerfile", true},
        {"**/Dockerfile", "Dockerfile", true},
        {"*.md", "a.md", true},
        {"*.md", "a/b.md", false},
        {"docs/*", "docs/a", true},
        {"docs/*", "docs/a/b", false},
        {"docs/**/*", "docs/a/b", true},
        {"docs/**/*", "docs/a", true},
        {"docs/**", "docs/a", true},
        {"docs/**", "docs/a/b", false},
        {"**/*.{js,ts}", "a/b.ts", true},
        {"**/*.{js,ts}", "a/b.css", false},
        {"{a,b{c,d}}/x", "bd/x", true},
        {"{a,b{c,d}}/x", "b/x", false},
        {"/a/b", "a/b", true},
        {"./a", "a", true},
        {"[ab].c", "b.c", true},
        {"a{b", "a{b", true},
        {"**", "a", true},
        {"**", "a/b", false},
        {"?.c", "a.c", true},
    };
    for (const auto& [glob, path, matches] : cases) EXPECT_EQ(path_matches(glob, path), matches) << glob << " on " << path;
    std::string braces;
    for (int each = 0; each < 40; ++each) braces += "{a,b}";
    EXPECT_FALSE(path_matches(braces, "x")); // and ends
}

} // namespace
} // namespace squire::pipeline
