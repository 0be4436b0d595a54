// SPDX-License-Identifier: MIT
#include "sast/text_scan.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "rules/sast_rule_reader.h"
#include "syntax/languages.h"

namespace squire::sast {
namespace {

struct Scanned {
    std::vector<std::string> messages;
    std::size_t findings = 0;
    TextScan::Parsed parsed;
};

// A rule "r" for Python with that pattern and, beside it, more keys.
Scanned scan(const std::string& pattern, const std::string& text, const std::string& more = {}) {
    const std::string yaml =
        "rules:\n- id: r\n  languages: [python]\n  severity: ERROR\n  message: m\n  patterns:\n  - pattern: " + pattern + "\n" + more;
    Problems problems;
    auto rules = rules::read_sast_rules(yaml, "r.yaml", problems);
    EXPECT_TRUE(rules);
    auto book = RuleBook::make(std::move(*rules), {}, problems);
    EXPECT_TRUE(book);
    const TextLimits limits{.rule_time = std::chrono::seconds(30)};
    TextScan scan(**book, limits, problems);
    Scanned scanned;
    scanned.findings = scan.scan("a.py", text, syntax::language_named("python"), {}).size();
    for (const Problem& problem : problems.list()) {
        EXPECT_EQ(problem.error.kind, ErrorKind::limit) << problem.error.message;
        EXPECT_EQ(problem.weight, Weight::incomplete);
        EXPECT_EQ(problem.error.place, "a.py");
        scanned.messages.push_back(problem.error.message);
    }
    if (const auto found = scan.parsed().find("python"); found != scan.parsed().end()) scanned.parsed = found->second;
    return scanned;
}

std::string repeated(std::string_view text, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

bool names(const Scanned& scanned, Bound bound) {
    return std::ranges::any_of(scanned.messages,
                               [&](const std::string& each) { return each.starts_with("rule 'r'") && each.ends_with(describe(bound)); });
}

TEST(TextScan, SaysNothingWhereNoBoundIsHit) {
    const Scanned scanned = scan("f($X)", "f(1)\nf(2)\n");
    EXPECT_EQ(scanned.findings, 2U);
    EXPECT_TRUE(scanned.messages.empty());
}

TEST(TextScan, NamesFileRuleAndBound) {
    std::string arguments = "f(0";
    for (int i = 1; i < 300; ++i) arguments += ", a" + std::to_string(i);
    EXPECT_TRUE(names(scan("f(..., $X, ...)", arguments + ")\n"), Bound::ways));
    EXPECT_TRUE(names(scan("f($X)", repeated("f(1)\n", 20'001)), Bound::matches));
    EXPECT_TRUE(names(scan("f($X)", repeated("f(1)\n", 150), "  - pattern-inside: |\n      f(...)\n      ...\n      f(...)\n"), Bound::ranges));
    const std::string exponential = "f(\"" + std::string(60, 'x') + " zy\")\n";
    EXPECT_TRUE(names(scan("f(\"=~/(x+x+)+y/\")", exponential), Bound::regex));
    const std::string condition = "  - metavariable-regex:\n      metavariable: $X\n      regex: .(x+x+)+y\n";
    EXPECT_TRUE(names(scan("f($X)", exponential, condition), Bound::regex));
    const std::string comparison = "  - metavariable-comparison:\n      comparison: re.match('.*(x+x+)+y', str($X))\n";
    EXPECT_TRUE(names(scan("f($X)", exponential, comparison), Bound::regex));
    EXPECT_TRUE(names(scan("f($X)", exponential, "  - pattern-regex: (x+x+)+y\n"), Bound::regex));
}

TEST(TextScan, CountsWhatDoesNotParse) {
    EXPECT_EQ(scan("f($X)", "f(1)\n").parsed.files_with_gaps, 0U);
    const Scanned scanned = scan("f($X)", "f(1)\nx = = ) y\n");
    EXPECT_EQ(scanned.findings, 1U);
    EXPECT_EQ(scanned.parsed.files, 1U);
    EXPECT_EQ(scanned.parsed.files_with_gaps, 1U);
    EXPECT_GT(scanned.parsed.gap_bytes, 0U);
}

// What rules of any kind find in a text of that path: their ids with lines; and what is said beside it.
struct Whole {
    std::vector<std::string> found;
    std::vector<std::string> said;
};

Whole whole(const std::string& yaml, std::string_view path, const std::string& text,
            TextLimits limits = {.rule_time = std::chrono::seconds(30)}) {
    Problems problems;
    auto rules = rules::read_sast_rules(yaml, "r.yaml", problems);
    EXPECT_TRUE(rules) << yaml.substr(0, 200);
    Whole result;
    if (!rules) return result;
    auto book = RuleBook::make(std::move(*rules), {}, problems);
    EXPECT_TRUE(book);
    TextScan scan(**book, limits, problems);
    const TextKind kind = kind_of(path, text);
    for (const finding::Finding& each : scan.scan(path, text, kind.language, kind.marks)) {
        const auto& location = std::get<finding::CodeLocation>(each.location);
        result.found.push_back(each.identifiers.front().value + ":" + std::to_string(location.range.start_line));
    }
    for (const Problem& problem : problems.list()) result.said.push_back(describe(problem.error));
    return result;
}

bool says(const Whole& result, std::string_view words) {
    return std::ranges::any_of(result.said, [&](const std::string& each) { return each.contains(words); });
}

const std::string kTwoRules = "rules:\n"
                              "- {id: code, languages: [python], severity: INFO, message: m, pattern: f($X)}\n"
                              "- {id: text, languages: [regex], severity: INFO, message: m, pattern-regex: needle}\n";

TEST(TextScan, RunsRulesForTypeScriptOnTsx) {
    Problems problems;
    auto rules =
        rules::read_sast_rules("rules:\n- {id: tag, languages: [typescript], severity: ERROR, message: m, pattern: '<$TAG {...$P} />'}\n"
                               "- {id: call, languages: [typescript], severity: ERROR, message: m, pattern: f(...)}\n",
                               "r.yaml", problems);
    ASSERT_TRUE(rules);
    const auto book = RuleBook::make(std::move(*rules), {}, problems);
    ASSERT_TRUE(book);
    const TextLimits limits;
    TextScan scan(**book, limits, problems);
    EXPECT_EQ(scan.scan("a.tsx", "const a = <B {...c} />; f();\n", syntax::language_named("tsx"), {}).size(), 2U);
    EXPECT_EQ(scan.scan("a.ts", "const a = {...c}; f();\n", syntax::language_named("typescript"), {}).size(), 1U);
    EXPECT_TRUE(problems.list().empty()); // that a pattern is of JSX alone is no mistake of the rule
}

TEST(TextScan, LooksAtWhatIsTooLargeToParseAsText) {
    const std::string large = "f(1)\n" + repeated("x = 'a line of a file that a program wrote'\n", 1'200'000) + "needle\n"; // 50 MB
    const Whole result = whole(kTwoRules, "a.py", large);
    EXPECT_EQ(result.found, (std::vector<std::string>{"text:1200002"}));
    EXPECT_TRUE(says(result, "only looked at as text"));
}

TEST(TextScan, ReadsWhatIsNoProperText) {
    EXPECT_EQ(whole(kTwoRules, "a.py", "f(1)\r\nneedle\r\nf(2)\nf(3)\n").found,
              (std::vector<std::string>{"code:1", "code:3", "code:4", "text:2"}));
    EXPECT_EQ(whole(kTwoRules, "a.py", "f(1)\nx = '\xff\xfe\x80'\nf(2)\nneedle \xc3\n").found,
              (std::vector<std::string>{"code:1", "code:3", "text:4"}));
    const std::string java = "class A {\n  void g() { f(1); }\n  // needle\n}\n"; // in a file of Python
    EXPECT_EQ(std::ranges::count(whole(kTwoRules, "a.py", java).found, "text:3"), 1);
    EXPECT_TRUE(whole(kTwoRules, "a.py", std::string("f(1)\n\0\0\0needle", 15)).found.empty()); // binary
}

TEST(TextScan, IsNotBoundToTheNestingOfTheCode) {
    const std::string deep = repeated("[", 10'000) + "f(1)" + repeated("]", 10'000) + "\nf(2)\n";
    EXPECT_EQ(whole(kTwoRules, "a.py", deep).found, (std::vector<std::string>{"code:1", "code:2"}));
}

TEST(TextScan, RunsRulesWithAnchorsAndThousandsOfRules) {
    const std::string anchors = "rules:\n"
                                "- id: one\n  languages: [python]\n  severity: INFO\n  message: m\n"
                                "  patterns: &shared\n  - pattern: f($X)\n  - pattern-not: f(2)\n"
                                "- id: two\n  languages: [python]\n  severity: INFO\n  message: m\n  patterns: *shared\n";
    EXPECT_EQ(whole(anchors, "a.py", "f(1)\nf(2)\n").found, (std::vector<std::string>{"one:1", "two:1"}));
    std::string many = "rules:\n";
    for (int i = 0; i < 5'000; ++i)
        many +=
            "- {id: r" + std::to_string(i) + ", languages: [python], severity: INFO, message: m, pattern: name" + std::to_string(i) + "($X)}\n";
    EXPECT_EQ(whole(many, "a.py", "name7(1)\nname4999(1)\n").found, (std::vector<std::string>{"r7:1", "r4999:2"}));
}

// Each is refused with a reason or runs, and the rule beside it finds what it does.
TEST(TextScan, PatternsThatExplodeDoNotSilenceOthers) {
    std::string text = "g(1)\n";
    for (int i = 0; i < 300; ++i) text += "f(a, b, c, d, e, g(h, i))\nx = f(f(f(f(a))))\n";
    for (const std::string_view pattern : {"... ... ...", "<... <... ...> ...>", "f(..., ..., ..., ...)", "<... <... <... f($X) ...> ...> ...>",
                                           "$A\n      ...\n      $B\n      ...\n      $C\n      ...\n      nowhere()"}) {
        const std::string yaml = "rules:\n"
                                 "- {id: good, languages: [python], severity: INFO, message: m, pattern: g(1)}\n"
                                 "- id: bad\n  languages: [python]\n  severity: INFO\n  message: m\n  pattern: |\n      " +
                                 std::string(pattern) + "\n";
        const Whole result = whole(yaml, "a.py", text, {.rule_time = std::chrono::milliseconds(500)});
        EXPECT_EQ(std::ranges::count(result.found, "good:1"), 1) << pattern;
    }
}

} // namespace
} // namespace squire::sast
