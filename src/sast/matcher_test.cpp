// SPDX-License-Identifier: MIT
#include "sast/matcher.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/text.h"

namespace squire::sast {
namespace {

namespace fs = std::filesystem;

std::size_t line_of(std::string_view text, std::size_t at) { return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, at), '\n')); }

std::string numbers(const std::set<std::size_t>& lines) {
    std::string result;
    for (const std::size_t line : lines) result += fmt::format(" {}", line);
    return result;
}

// testdata/patterns/<language>/<case>/: `pattern`, and `target`, in which the line behind each comment with "match:" begins a match and no other does.
TEST(Matcher, FindsTheMarkedLinesAndNoOthers) {
    std::size_t cases = 0;
    for (const fs::directory_entry& language : fs::directory_iterator(fs::path(SQUIRE_TESTDATA) / "patterns"))
        for (const fs::directory_entry& folder : fs::directory_iterator(language.path())) {
            const std::string name = fmt::format("{}/{}", language.path().filename().string(), folder.path().filename().string());
            const syntax::Language* known = syntax::language_named(language.path().filename().string());
            ASSERT_NE(known, nullptr) << name;
            const std::string pattern_text = *read_file(folder.path() / "pattern");
            const std::string target = *read_file(folder.path() / "target");
            Metavariables metavariables;
            const auto pattern = Pattern::compile(pattern_text, *known, metavariables);
            ASSERT_TRUE(pattern) << name << ": " << pattern.error().message;
            auto tree = syntax::Tree::parse(syntax::grammar_of(*known), target);
            ASSERT_TRUE(tree) << name;
            const SourceFile file(std::move(*tree));
            Budget budget(std::chrono::seconds(20));
            std::set<std::size_t> found;
            for (const Match& match : find_matches(*pattern, file, {}, budget)) found.insert(line_of(target, match.begin));
            EXPECT_FALSE(budget.spent()) << name;
            std::set<std::size_t> wanted;
            std::size_t line = 1;
            for (const std::string_view text : split(target, '\n')) {
                ++line;
                if (text.find("match:") != std::string_view::npos) wanted.insert(line);
            }
            EXPECT_EQ(numbers(found), numbers(wanted)) << name << "\n" << dump(*pattern, metavariables) << "---\n" << syntax::dump(file.tree());
            ++cases;
        }
    EXPECT_GT(cases, 20U);
}

struct Outcome {
    std::size_t matches = 0;
    bool spent = false;
};

Outcome match(std::string_view language, std::string_view pattern_text, std::string_view target, std::uint64_t steps) {
    Metavariables metavariables;
    const auto pattern = Pattern::compile(pattern_text, *syntax::language_named(language), metavariables);
    EXPECT_TRUE(pattern) << pattern_text;
    auto tree = syntax::Tree::parse(syntax::grammar_of(*syntax::language_named(language)), target);
    EXPECT_TRUE(tree);
    if (!pattern || !tree) return {};
    const SourceFile file(std::move(*tree));
    Budget budget(std::chrono::seconds(20), steps);
    return {.matches = find_matches(*pattern, file, {}, budget).size(), .spent = budget.spent()};
}

TEST(Matcher, StopsWhereTheBudgetIsSpent) {
    std::string calls;
    for (int i = 0; i < 400; ++i) calls += "f(a, b, c, d, e, g)\n";
    const Outcome statements = match("python", "$A\n...\n$B\n...\n$C\n...\nh()\n", "h(1)\n" + calls, 200'000);
    EXPECT_TRUE(statements.spent);
    std::string many = "f(h";
    for (int i = 0; i < 300; ++i) many += ", a";
    const Outcome arguments = match("python", "f(..., $A, ..., $B, ..., $C, ..., h)", many + ")", 200'000);
    EXPECT_TRUE(arguments.spent);
    const Outcome nested =
        match("javascript", "<... <... <... f($X) ...> ...> ...>", std::string(300, '(') + "f(1)" + std::string(300, ')'), 5'000'000);
    EXPECT_FALSE(nested.spent);
    EXPECT_GT(nested.matches, 0U);
}

TEST(Matcher, TakesAnEmptyStatementAsAPattern) {
    for (const syntax::Language& language : syntax::languages()) {
        Metavariables metavariables;
        const auto pattern = Pattern::compile(";", language, metavariables);
        const auto tree = syntax::Tree::parse(syntax::grammar_of(language), "a();\n;\nb();\n");
        if (!pattern || !tree) continue;
        const SourceFile file(syntax::Tree{*tree});
        Budget budget(std::chrono::seconds(20));
        EXPECT_LE(find_matches(*pattern, file, {}, budget).size(), 3U) << language.name;
    }
}

TEST(Matcher, IsNotBoundToTheNestingOfTheCode) {
    constexpr std::size_t kDepth = 10'000;
    std::string begin;
    for (std::size_t i = 0; i < kDepth; ++i) begin += "f(";
    const std::string end = std::string(kDepth, ')') + ";";
    const std::string calls = begin + "1" + end;
    EXPECT_EQ(match("javascript", "$F(...)", calls, 100'000'000).matches, kDepth);
    EXPECT_TRUE(match("javascript", "f(<... g ...>)", begin + "g" + end, 1'000'000).spent);
    EXPECT_FALSE(match("javascript", "f(<... g ...>)", calls + "g();", 1'000'000).spent); // no call has it inside
    EXPECT_EQ(match("javascript", "f(1)", calls, 100'000'000).matches, 1U);
    std::string casts;
    for (std::size_t i = 0; i < kDepth; ++i) casts += "(int)";
    EXPECT_EQ(match("c", "g(f())", "void h() { g(" + casts + "f()); g(" + casts + "e()); }", 1'000'000).matches, 1U);
    std::string sum = "x = 1";
    for (std::size_t i = 0; i < kDepth; ++i) sum += " + 1";
    EXPECT_EQ(match("python", "x = ...", sum, 100'000'000).matches, 1U);
    EXPECT_EQ(match("python", "f(\"...\")", "f(" + sum.substr(4) + ")", 100'000'000).matches, 0U);
}

TEST(Pattern, RefusesWhatDoesNotParse) {
    struct Case {
        std::string_view language, text;
    };
    for (const Case& one : {Case{"python", ""}, Case{"python", "  \n"}, Case{"python", "f(("}, Case{"java", "class {"}, Case{"go", "func ("},
                            Case{"json", "{]"}, Case{"c", "if ("}, Case{"javascript", ")"}}) {
        Metavariables metavariables;
        const auto pattern = Pattern::compile(one.text, *syntax::language_named(one.language), metavariables);
        ASSERT_FALSE(pattern) << one.language << ": " << one.text;
        EXPECT_EQ(pattern.error().kind, ErrorKind::malformed);
        EXPECT_FALSE(pattern.error().message.empty());
    }
    Metavariables metavariables;
    const auto large = Pattern::compile(std::string(100'000, 'a'), *syntax::language_named("python"), metavariables);
    ASSERT_FALSE(large);
    EXPECT_EQ(large.error().kind, ErrorKind::limit);
    const auto deep = Pattern::compile(std::string(20'000, '('), *syntax::language_named("python"), metavariables);
    ASSERT_FALSE(deep);
}

} // namespace
} // namespace squire::sast
