// SPDX-License-Identifier: MIT
#include "sast/message.h"

#include <gtest/gtest.h>

namespace squire::sast {
namespace {

TEST(Message, PutsInWhatMetavariablesStandFor) {
    const std::vector<BoundText> bound = {{"$X", "eval"}, {"$XY", "other"}, {"$...ARGS", "a, b"}, {"$1", "first"}};
    EXPECT_EQ(interpolate("$X($...ARGS) costs $5, not $XY; $1 $UNKNOWN $", bound, 0), "eval(a, b) costs $5, not other; first $UNKNOWN $");
    EXPECT_EQ(interpolate("$X", {{"$X", std::string_view("0123456789")}}, 6), "012…");
    EXPECT_EQ(interpolate("", bound, 0), "");
}

TEST(Message, FixesByTextAndByRegex) {
    rules::SastRule rule;
    EXPECT_EQ(fixed_text(rule, "x", {}), std::nullopt);
    rule.fix = "safe($X)\n";
    EXPECT_EQ(fixed_text(rule, "run(a)", {{"$X", "a"}}), "safe(a)");
    rule.fix.reset();
    rule.fix_regex = rules::FixRegex{"(h)ttp", "\\1ttps", 1};
    EXPECT_EQ(fixed_text(rule, "http http", {}), "https http");
    rule.fix_regex->count = 0;
    rule.fix_regex->replacement = "$1-\\g<1>\\n\\\\";
    EXPECT_EQ(fixed_text(rule, "http http", {}), "h-h\n\\ h-h\n\\");
    EXPECT_EQ(fixed_text(rule, "ftp", {}), std::nullopt);
    rule.fix_regex->regex = "(";
    EXPECT_EQ(fixed_text(rule, "http", {}), std::nullopt);
}

TEST(Message, AppliesEditsThatDoNotOverlap) {
    EXPECT_EQ(apply_edits("abcdef", {{4, 5, "E"}, {0, 2, "AB"}, {1, 3, "x"}}), "ABcdEf");
    EXPECT_EQ(apply_edits("abc", {{3, 3, "d"}, {2, 9, "x"}}), "abcd");
}

} // namespace
} // namespace squire::sast
