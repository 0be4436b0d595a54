// SPDX-License-Identifier: MIT
#include "sast/rule_fix.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "rules/sast_rule_reader.h"
#include "sast/text_scan.h"
#include "syntax/languages.h"

namespace squire::sast {
namespace {

// The fixes of a rule "f($X)" in Python with that fix, and the text with all of them.
std::string fixed(const std::string& fix, std::string_view text, std::size_t count) {
    Problems problems;
    auto rules = rules::read_sast_rules("rules:\n- id: r\n  languages: [python]\n  severity: ERROR\n  message: m\n  pattern: f($X)\n" + fix,
                                        "r.yaml", problems);
    EXPECT_TRUE(rules);
    auto book = RuleBook::make(std::move(*rules), {}, problems);
    EXPECT_TRUE(book);
    const TextLimits limits;
    TextScan scan(**book, limits, problems);
    std::vector<RuleFix> fixes;
    const auto found = scan.scan("a.py", text, syntax::language_named("python"), {}, &fixes);
    EXPECT_EQ(fixes.size(), count) << text;
    std::vector<Edit> edits;
    for (const RuleFix& each : fixes) {
        EXPECT_EQ(each.rule, &(*book)->rules().front());
        EXPECT_TRUE(std::ranges::any_of(found, [&](const finding::Finding& other) { return other.fingerprint == each.fingerprint; }));
        edits.push_back(each.edit);
    }
    return apply_edits(text, edits);
}

TEST(RuleFix, ComesBesideItsFinding) {
    EXPECT_EQ(fixed("  fix: g($X)\n", "f(1)\nx = f(y)  # nosem\nz = f(2)\n", 2), "g(1)\nx = f(y)  # nosem\nz = g(2)\n");
    EXPECT_EQ(fixed("  fix-regex: {regex: \"1\", replacement: \"2\"}\n", "f(1)\nf(3)\n", 1), "f(2)\nf(3)\n"); // not for what it does not match
    EXPECT_EQ(fixed("", "f(1)\n", 0), "f(1)\n");
}

TEST(RuleFix, FitsItsPlace) {
    const std::string lines = "  fix: |\n    if $X:\n\n        g($X)\n";
    EXPECT_EQ(fixed(lines, "if a:\n  f(1)\n", 1), "if a:\n  if 1:\n\n      g(1)\n");
    EXPECT_EQ(fixed(lines, "if a:\r\n\tf(1)\r\n", 1), "if a:\r\n\tif 1:\r\n\r\n\t    g(1)\r\n");
    EXPECT_EQ(fixed("  fix: |\n    g($X)\n    h($X)\n", "x = [\n  1\n  - f(1)]\n", 1),
              "x = [\n  1\n  - g(1)\n    h(1)]\n"); // as an item of YAML
    EXPECT_EQ(fixed(lines, "if a:\r\n  f(1)", 1), "if a:\r\n  if 1:\n\n      g(1)"); // the last line of a file has no end to go by
}

} // namespace
} // namespace squire::sast
