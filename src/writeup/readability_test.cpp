// SPDX-License-Identifier: MIT
#include "writeup/readability.h"

#include <gtest/gtest.h>

namespace squire::writeup {
namespace {

TEST(Readability, CountsSyllables) {
    const struct {
        const char* word;
        std::size_t syllables;
    } cases[] = {{"a", 1},        {"cat", 1},     {"make", 1}, {"table", 2},  {"merged", 1}, {"wanted", 2},
                 {"security", 4}, {"finding", 2}, {"the", 1},  {"rhythm", 1}, {"xyz", 1},    {"be", 1}};
    for (const auto& each : cases) EXPECT_EQ(syllables_of(each.word), each.syllables) << each.word;
}

TEST(Readability, CountsWordsAndSentences) {
    const Readability found = readability_of("It was late. Was it? Version 1.5 of it ran: fine\n");
    EXPECT_EQ(found.sentences, 4U);
    EXPECT_EQ(found.words, 10U);
    EXPECT_EQ(readability_of("").reading_ease(), 100);
    EXPECT_EQ(readability_of("... 12 !").words, 0U);
}

// Flesch's own yardstick: short words in short sentences stand near 100 and above, long ones far below 30.
TEST(Readability, EasyIsEasierThanHard) {
    EXPECT_GT(readability_of("The cat sat on the mat. It was hot.").reading_ease(), 100);
    EXPECT_LT(readability_of("Institutional considerations necessitate comprehensive organisational accountability.").reading_ease(), 0);
}

} // namespace
} // namespace squire::writeup
