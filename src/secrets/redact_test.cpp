// SPDX-License-Identifier: MIT
#include "secrets/redact.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace squire::secrets {
namespace {

TEST(Redact, ShowsNeitherTheSecretNorItsLength) {
    EXPECT_EQ(redact(""), "********");
    EXPECT_EQ(redact("abc"), "********");
    EXPECT_EQ(redact("abcd"), "a********");
    EXPECT_EQ(redact("abcdefgh"), "ab********");
    EXPECT_EQ(redact("glpat-0123456789abcdef"), "glpa********");
    EXPECT_EQ(redact("\x1b\xFF\nx0123456789"), "********"); // what would harm a terminal is not shown
}

TEST(Redact, CoversEverySpan) {
    const std::string text = "one SECRETA1 two SECRETB2 three";
    const std::vector<Span> spans = {{17, 25}, {4, 12}}; // in any order
    const auto within = [&](std::uint32_t begin, std::uint32_t end) { return redact_spans(text, begin, end, spans); };
    EXPECT_EQ(within(0, 31), "one SE******** two SE******** three");
    EXPECT_EQ(within(0, 4), "one ");
    EXPECT_EQ(within(0, 6), "one SE********");  // cut off behind
    EXPECT_EQ(within(8, 17), "******** two ");  // cut off before: nothing of its middle is shown
    EXPECT_EQ(within(5, 7), "********");
    EXPECT_EQ(redact_spans(text, 0, 12, std::vector<Span>{{4, 10}, {6, 12}, {5, 7}}), "one SE********"); // overlapping
    EXPECT_EQ(redact_spans(text, 0, 5, {}), "one S");
}

} // namespace
} // namespace squire::secrets
