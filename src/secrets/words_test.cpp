// SPDX-License-Identifier: MIT
#include "secrets/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

namespace squire::secrets {
namespace {

TEST(Words, EveryEnglishWordIsLowerCaseAndFound) {
    EXPECT_GT(english_words().size(), 5000U);
    for (const std::string_view word : english_words()) {
        EXPECT_GE(word.size(), 3U) << word;
        EXPECT_TRUE(std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; })) << word;
        EXPECT_TRUE(english().contains(word)) << word;
    }
    EXPECT_FALSE(english().contains("xqzvkw"));
    EXPECT_FALSE(english().contains(""));
}

TEST(Words, CoverageIsTheMostThatIsPossible) {
    constexpr std::array<std::string_view, 4> kWords = {"abc", "abcd", "defgh", "xyz"};
    const WordSet set{kWords};
    struct Case {
        std::string_view text;
        std::size_t covered;
    };
    for (const auto& [text, covered] : {Case{"", 0}, Case{"abc", 3}, Case{"abcd", 4}, Case{"abcdefgh", 8}, Case{"qabcq", 3}, Case{"xyzxyz", 6},
                                        Case{"ab", 0}, Case{"abc-xyz", 6}}) {
        EXPECT_EQ(set.covered(text), covered) << text;
    }
    EXPECT_EQ(set.covered("abcxyz", 4), 0U);
    EXPECT_LE(set.covered(std::string(5000, 'a') + "abc"), 256U);
}

TEST(Words, PlaceholdersHaveNoComments) {
    EXPECT_TRUE(placeholder_words().contains("changeme"));
    EXPECT_FALSE(placeholder_words().contains("#"));
}

} // namespace
} // namespace squire::secrets
