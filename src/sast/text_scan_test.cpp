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

} // namespace
} // namespace squire::sast
