// SPDX-License-Identifier: MIT
#include "formats/sarif_fix.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/text.h"

namespace squire::formats {
namespace {

std::string diff(std::string_view hunks) { return "diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n" + std::string(hunks); }

TEST(SarifFix, SaysWhatADiffChanges) {
    struct Case {
        std::string hunks;
        std::vector<SarifReplacement> wanted;
    };
    const Case cases[] = {
        {"@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n", {{2, 2, "B"}}},
        {"@@ -1 +1 @@\n-b\n+B\n", {{1, 1, "B"}}},
        {"@@ -1,3 +1,5 @@\n a\n-b\n+B\n+C\n+D\n c\n", {{2, 2, "B\nC\nD"}}},
        {"@@ -4,3 +4,2 @@\n a\n-b\n c\n", {{5, 6, "c"}}},                    // what follows goes along
        {"@@ -4,2 +4,1 @@\n a\n-b\n", {{4, 5, "a"}}},                        // or what stands before
        {"@@ -1,2 +1,3 @@\n+new\n a\n b\n", {{1, 1, "new\na"}}},
        {"@@ -9,2 +9,3 @@\n a\n b\n+new\n", {{10, 10, "b\nnew"}}},
        {"@@ -1,5 +1,5 @@\n-a\n+A\n b\n c\n d\n-e\n+E\n", {{1, 1, "A"}, {5, 5, "E"}}},
        {"@@ -1,2 +1,2 @@\n-a\n+A\n b\n@@ -9,2 +9,2 @@\n y\n-z\n+Z\n", {{1, 1, "A"}, {10, 10, "Z"}}},
        {"@@ -1,2 +1,2 @@\n-a\r\n+A\r\n b\r\n", {{1, 1, "A"}}},
        {"@@ -1,2 +1,3 @@\n-a\r\n+A\r\n+B\r\n b\r\n", {{1, 1, "A\r\nB"}}},
        {"@@ -1 +1 @@\n--- old\n+++ new\n", {{1, 1, "++ new"}}}, // lines that look like heads
        {"@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n", {{1, 1, "b"}}},
    };
    for (const Case& each : cases) {
        const auto changes = sarif_changes(diff(each.hunks));
        ASSERT_TRUE(changes) << each.hunks;
        ASSERT_EQ(changes->size(), 1U) << each.hunks;
        EXPECT_EQ(changes->front().path, "a.py");
        EXPECT_EQ(changes->front().replacements, each.wanted) << each.hunks;
    }
    const auto two = sarif_changes(diff("@@ -1 +1 @@\n-a\n+b\n") + "diff --git a/b b/b\n--- a/b\n+++ b/b\n@@ -1 +1 @@\n-a\n+b\n");
    ASSERT_TRUE(two);
    EXPECT_EQ(two->size(), 2U);
}

TEST(SarifFix, SaysNothingWhereSarifCannot) {
    const std::string cases[] = {
        "",
        "rubbish",
        diff(""),
        diff("@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n"),   // the end of the file changes
        diff("@@ -1 +1 @@\n-a\r\n+b\n"),                              // the end of the line changes
        diff("@@ -1 +1 @@\n-a\n+\xff\n"),                             // no UTF-8
        diff("@@ -0,0 +1 @@\n+a\n"),                                   // from an empty file
        diff("@@ -1 +0,0 @@\n-a\n"),                                   // to an empty one
        diff("@@ -1,2 +1,2 @@\n-a\n+b\n"),                             // cut off
        diff("@@ -1,1 +1,1 @@\n*a\n"),
        diff("@@ -x +1 @@\n-a\n+b\n"),
        diff("@@ -4294967295 +1 @@\n-a\n-b\n+b\n"),
        diff("@@ -5 +5 @@\n-a\n+b\n@@ -5 +5 @@\n-a\n+b\n"),             // twice the same line
        "@@ -1 +1 @@\n-a\n+b\n",
        "diff --git a/n b/n\nnew file mode 100644\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+a\n",
        "--- a/\xff\n+++ b/\xff\n@@ -1 +1 @@\n-a\n+b\n",
    };
    for (const std::string& each : cases) EXPECT_FALSE(sarif_changes(each)) << each;
}

} // namespace
} // namespace squire::formats
