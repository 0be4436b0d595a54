// SPDX-License-Identifier: MIT
#include "sast/generic_pattern.h"

#include <chrono>

#include <gtest/gtest.h>

namespace squire::sast {
namespace {

using Texts = std::vector<std::string>;

Texts matches(std::string_view pattern, std::string_view text, const rules::SastOptions& options = {}) {
    Metavariables metavariables;
    const auto compiled = GenericPattern::compile(pattern, options, metavariables);
    if (!compiled) return {"error: " + compiled.error().message};
    const GenericText parsed(text, options, false);
    Budget budget(std::chrono::seconds(10));
    Texts found;
    for (const Match& match : compiled->find(parsed, budget)) {
        found.emplace_back(text.substr(match.begin, match.end - match.begin));
        for (const Binding& binding : match.bindings) {
            found.back() += " " + std::string(metavariables.name(binding.metavariable)) + "=";
            found.back() += text.substr(binding.begin, binding.end - binding.begin);
        }
    }
    EXPECT_FALSE(budget.spent());
    return found;
}

std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

TEST(GenericPattern, MatchesWordsWhateverIsBetweenThem) {
    EXPECT_EQ(matches("foo bar", "foo\n  bar foo bar"), (Texts{"foo\n  bar", "foo bar"}));
    EXPECT_EQ(matches("foo", "food foo_ foo"), (Texts{"foo"}));
    EXPECT_EQ(matches("a=b", "a = b"), (Texts{"a = b"}));
    EXPECT_EQ(matches("a", ""), Texts());
    EXPECT_EQ(matches("é", "xéy"), (Texts{"é"}));
}

TEST(GenericPattern, BindsMetavariables) {
    EXPECT_EQ(matches("key $X;", "key one; key two words;"), (Texts{"key one; $X=one"}));
    EXPECT_EQ(matches("$X = $X", "a = b; c = c"), (Texts{"c = c $X=c"}));
    EXPECT_EQ(matches("key $...X;", "key one two;"), (Texts{"key one two; $...X= one two"}));
    EXPECT_EQ(matches("$_ = $_", "a = b"), (Texts{"a = b"}));
    EXPECT_EQ(matches("cost $5 $x", "cost $5 $x"), (Texts{"cost $5 $x"}));
}

TEST(GenericPattern, AnEllipsisSkipsLinesWithinItsBlock) {
    EXPECT_EQ(matches("a ... b", "a x y b"), (Texts{"a x y b"}));
    EXPECT_EQ(matches("a ... b", "a" + std::string(10, '\n') + "b"), (Texts{"a" + std::string(10, '\n') + "b"}));
    EXPECT_EQ(matches("a ... b", "a" + std::string(11, '\n') + "b"), Texts());
    rules::SastOptions narrow;
    narrow.generic_ellipsis_max_span = 0;
    EXPECT_EQ(matches("a ... b", "a x\nb a x b", narrow), (Texts{"a x b"}));
    EXPECT_EQ(matches("f(...)", "f() f(a, (b)) f(\n  a\n)"), (Texts{"f()", "f(a, (b))", "f(\n  a\n)"}));
    EXPECT_EQ(matches("f(... b)", "f(a) b) f(a b)"), (Texts{"f(a b)"}));
    EXPECT_EQ(matches("server {\n  ...\n  listen 80;\n  ...\n}", "server {\n  name x;\n  listen 80;\n  root y;\n}\n"),
              (Texts{"server {\n  name x;\n  listen 80;\n  root y;\n}"}));
    EXPECT_EQ(matches("a ...", "a b\nc"), (Texts{"a b\nc"}));
    const std::string long_block = "server {\n" + repeated("  a b;\n", 20) + "}";
    EXPECT_EQ(matches("server {\n  ...\n}", long_block), (Texts{long_block}));
    EXPECT_EQ(matches("server {\n  ...\n  c;\n}", "server {\n" + repeated("  a b;\n", 20) + "  c;\n}"), Texts());
    EXPECT_EQ(matches("a ... b", "a x a y b"), (Texts{"a y b"})); // the shortest of those that end there
}

TEST(GenericPattern, HonoursIndentation) {
    EXPECT_EQ(matches("a:\n  b", "a:\n    b"), (Texts{"a:\n    b"}));
    EXPECT_EQ(matches("a:\n  b", "a:\nb"), Texts());
    EXPECT_EQ(matches("a\nb", "a\n  b"), (Texts{"a\n  b"}));
    EXPECT_EQ(matches("a:\n  ...\n  b", "a:\n  x\n  b\nc"), (Texts{"a:\n  x\n  b"}));
    EXPECT_EQ(matches("a:\n  ...\n  b", "a:\n  x\nb"), Texts());
}

TEST(GenericPattern, KnowsItsOptions) {
    rules::SastOptions options;
    options.generic_caseless = true;
    EXPECT_EQ(matches("FROM x", "from X", options), (Texts{"from X"}));
    options = {};
    options.generic_comments = rules::SastOptions::GenericComments::shell;
    EXPECT_EQ(matches("a b", "a # c\nb # a b", options), (Texts{"a # c\nb"}));
    options = {};
    options.generic_extra_word_characters = "-";
    EXPECT_EQ(matches("key $X", "key a-b", options), (Texts{"key a-b $X=a-b"}));
    options = {};
    options.generic_extra_braces = {{"<%", "%>"}};
    EXPECT_EQ(matches("<% ... %>", "<% a %> b %>", options), (Texts{"<% a %>"}));
}

TEST(GenericPattern, RefusesWhatSaysNothing) {
    EXPECT_EQ(matches("...", "a"), (Texts{"error: a pattern of nothing but ellipses"}));
    EXPECT_EQ(matches(std::string(10'000, '.') + std::string(5'000, '('), "a"), (Texts{"error: a pattern of more than 2,000 words"}));
}

TEST(GenericPattern, AnExplosionIsBounded) {
    Metavariables metavariables;
    std::string pattern = "a";
    for (int i = 0; i < 12; ++i) pattern += " ... $X" + std::to_string(i);
    const auto compiled = GenericPattern::compile(pattern + " never", {}, metavariables);
    ASSERT_TRUE(compiled);
    std::string text;
    for (int i = 0; i < 400; ++i) text += "a ";
    const GenericText parsed(text, {}, false);
    Budget budget(std::chrono::milliseconds(200));
    EXPECT_TRUE(compiled->find(parsed, budget).empty());
    EXPECT_TRUE(budget.spent());
}

TEST(GenericText, NestsWithoutEnd) {
    std::string deep;
    for (int i = 0; i < 2'000; ++i) deep += std::string(static_cast<std::size_t>(i), ' ') + "(\n";
    const GenericText text(deep + std::string(100'000, '('), {}, false);
    EXPECT_EQ(text.tokens().size(), 102'000U);
}

} // namespace
} // namespace squire::sast
