// SPDX-License-Identifier: MIT
#include "sast/suppression.h"

#include <gtest/gtest.h>

namespace squire::sast {
namespace {

// The finding stands in the line that begins with "here".
bool suppressed(std::string_view text, std::string_view rule = "a.b.rule-id") { return is_suppressed(text, text.find("here"), rule); }

TEST(Suppression, HoldsForItsLineAndTheOneBelowAComment) {
    EXPECT_TRUE(suppressed("here() # nosemgrep"));
    EXPECT_TRUE(suppressed("x\nhere() // nosem\ny"));
    EXPECT_TRUE(suppressed("# nosemgrep\nhere()"));
    EXPECT_TRUE(suppressed("x()\n  // nosemgrep: rule-id\nhere()"));
    EXPECT_TRUE(suppressed("here() # nosemgrep: other, a.b.rule-id"));
    EXPECT_TRUE(suppressed("here() # nosemgrep:rule-id reason"));
    EXPECT_TRUE(suppressed("here() # nosemgrep: folder.a.b.rule-id"));
    EXPECT_TRUE(suppressed("here() # nosemgrep:"));
}

TEST(Suppression, HoldsForNothingElse) {
    EXPECT_FALSE(suppressed("here()"));
    EXPECT_FALSE(suppressed("x() # nosemgrep\nhere()")); // about x
    EXPECT_FALSE(suppressed("here() # nosemgrep: other"));
    EXPECT_FALSE(suppressed("here() # nosemgrep: other-rule-id"));
    EXPECT_FALSE(suppressed("here() # nosemantics, cynosem"));
    EXPECT_FALSE(suppressed("here()\n# nosemgrep"));
    EXPECT_FALSE(suppressed("# nosemgrep\n\nhere()"));
    EXPECT_FALSE(is_suppressed("", 0, "rule"));
    EXPECT_FALSE(is_suppressed("\n", 1, "rule"));
    EXPECT_FALSE(is_suppressed("\n\nhere", 2, "rule"));
}

} // namespace
} // namespace squire::sast
