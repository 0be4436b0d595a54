// SPDX-License-Identifier: MIT
#include "sast/formula.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/problems.h"
#include "base/text.h"
#include "rules/sast_rule_reader.h"
#include "sast/evaluation.h"

namespace squire::sast {
namespace {

namespace fs = std::filesystem;

// testdata/formulas/<case>.yaml beside <case>.<ending of the language>: the lines behind "match:" begin a match, no others do.
TEST(Formula, FindsTheMarkedLinesAndNoOthers) {
    std::size_t cases = 0;
    const fs::path folder = fs::path(SQUIRE_TESTDATA) / "formulas";
    for (const fs::directory_entry& file : fs::directory_iterator(folder)) {
        if (file.path().extension() != ".yaml") continue;
        const std::string name = file.path().stem().string();
        Problems problems;
        const auto rules = rules::read_sast_rules(*read_file(file.path()), name, problems);
        ASSERT_TRUE(rules) << name;
        ASSERT_EQ(rules->size(), 1U) << name;
        const rules::SastRule& rule = rules->front();
        const syntax::Language* language = syntax::language_named(rule.languages[0]);
        ASSERT_NE(language, nullptr) << name;
        const std::string ending(split(language->extensions, ' ')[0]);
        const std::string target = *read_file(folder / fmt::format("{}.{}", name, ending));
        Metavariables metavariables;
        const auto formula = Formula::compile(rule.formula, language->name, rule.options, TreeLeafCompiler(), metavariables, rule.file);
        ASSERT_TRUE(formula) << name << ": " << describe(formula.error());
        auto tree = syntax::Tree::parse(syntax::grammar_of(*language), target);
        ASSERT_TRUE(tree) << name;
        const SourceFile source(std::move(*tree));
        Budget budget(std::chrono::seconds(20));
        const Subject subject{.text = target, .file = &source, .begin = 0, .end = static_cast<std::uint32_t>(target.size())};
        std::set<std::size_t> found;
        for (const Match& match : formula->evaluate(subject, rule.options, metavariables, budget))
            found.insert(1 + static_cast<std::size_t>(std::ranges::count(target.substr(0, match.begin), '\n')));
        EXPECT_FALSE(budget.spent()) << name;
        std::set<std::size_t> wanted;
        std::size_t line = 1;
        for (const std::string_view text : split(target, '\n')) {
            ++line;
            if (text.find("match:") != std::string_view::npos) wanted.insert(line);
        }
        EXPECT_EQ(fmt::format("{}", fmt::join(found, " ")), fmt::format("{}", fmt::join(wanted, " "))) << name << "\n"
                                                                                                       << formula->explain(metavariables);
        ++cases;
    }
    EXPECT_GT(cases, 8U);
}

TEST(Formula, NamesThePatternThatDoesNotParse) {
    rules::Formula formula{.kind = rules::Formula::Kind::all};
    formula.parts.push_back({.kind = rules::Formula::Kind::pattern, .text = "f(...)", .line = 3});
    formula.parts.push_back({.kind = rules::Formula::Kind::pattern, .text = "f((", .line = 4});
    Metavariables metavariables;
    const auto compiled = Formula::compile(formula, "python", {}, TreeLeafCompiler(), metavariables, "r.yaml");
    ASSERT_FALSE(compiled);
    EXPECT_EQ(compiled.error().place, "r.yaml:4");
    EXPECT_EQ(compiled.error().kind, ErrorKind::malformed);
}

TEST(Comparison, Holds) {
    struct Case {
        std::string_view text;
        bool holds;
    };
    const auto variables = [](std::string_view name) -> std::optional<ComparisonValue> {
        if (name == "$N") return ComparisonValue{2048.0};
        if (name == "$S") return ComparisonValue{std::string("abc")};
        return std::nullopt;
    };
    for (const Case& one : {Case{"$N < 4096", true}, Case{"$N == 2 ** 11", true}, Case{"not $N > 1 and $S == 'x'", false},
                            Case{"$S in ['a', \"abc\"]", true}, Case{"$S not in ['a']", true}, Case{"re.match(r'a.c', $S)", true},
                            Case{"len($S) == 3 or $M > 1", true}, Case{"$M > 1", false}, Case{"int('12') + 1 == 13", true},
                            Case{"(1 + 2) * 3 == 9", true}, Case{"-1 < 0", true}, Case{"today() > strptime('2020-01-01')", true},
                            Case{"$N % 2 == 0", true}, Case{"1 / 0 == 1", false}, Case{"$S < 1", false}, Case{"0x10 == 16", true}}) {
        const auto comparison = Comparison::compile(one.text);
        ASSERT_TRUE(comparison) << one.text << ": " << comparison.error().message;
        EXPECT_EQ(comparison->holds(variables, 1.7e9), one.holds) << one.text;
    }
    for (const std::string_view wrong : {"", "(", "$N <", "1 +", "a", "f(1", "'x", "$N == 1)", "[1, 2"})
        EXPECT_FALSE(Comparison::compile(wrong)) << wrong;
    EXPECT_FALSE(Comparison::compile(std::string(100'000, '(')));
    EXPECT_FALSE(Comparison::compile(std::string(100'000, '-') + "1"));
}

TEST(MayBacktrackForEver, KnowsNestedRepetitions) {
    for (const std::string_view bad : {"(a+)+", "(.*)*x", "([a-z]+\\.?)+", "^((ab)*)+$", "(a{2,})*"})
        EXPECT_TRUE(may_backtrack_for_ever(bad)) << bad;
    for (const std::string_view good : {"a+b+", "(ab)+", "([a-z])+", "(a|b)*", "\\(a+\\)+", "(a+)", ""})
        EXPECT_FALSE(may_backtrack_for_ever(good)) << good;
}

} // namespace
} // namespace squire::sast
