// SPDX-License-Identifier: MIT
#include "formats/display_width.h"

#include <gtest/gtest.h>

namespace squire::formats {
namespace {

TEST(DisplayWidth, CountsColumnsNotBytes) {
    const std::pair<std::string_view, std::size_t> table[] = {
        {"", 0},     {"abc", 3}, {"é", 1},        {"e\u0301", 1}, {"漢字", 4}, {"ｶﾅ", 2},
        {"한국", 4}, {"🔑", 2},  {"a\u200bb", 2}, {"…", 1},       {"\xC3", 1}, {"\xFFz", 2},
    };
    for (const auto& [text, columns] : table) EXPECT_EQ(display_width(text), columns) << text;
}

TEST(DisplayWidth, FitsBetweenCharacters) {
    EXPECT_EQ(fit("abcdef", 6), "abcdef");
    EXPECT_EQ(fit("abcdef", 5), "abcd…");
    EXPECT_EQ(fit("漢字漢字", 5), "漢字…");
    EXPECT_EQ(fit("漢字漢字", 4), "漢…");
    EXPECT_EQ(fit("e\u0301e\u0301e\u0301", 2), "e\u0301…");
    EXPECT_EQ(fit("abc", 1), "…");
    EXPECT_EQ(fit("abc", 0), "");
    EXPECT_EQ(fit_and_fill("漢", 4), "漢  ");
    EXPECT_EQ(fit_and_fill("漢字漢字", 4), "漢… ");
}

} // namespace
} // namespace squire::formats
