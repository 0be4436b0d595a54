// SPDX-License-Identifier: MIT
#include "base/replace_all.h"

#include <gtest/gtest.h>

namespace squire {
namespace {

TEST(ReplaceAll, GoesFromTheLeftAndOverWhatItPutNoMore) {
    struct Row {
        const char* text;
        const char* from;
        const char* to;
        const char* made;
    };
    const Row rows[] = {{"a{}b{}", "{}", "{}{}", "a{}{}b{}{}"},
                        {"aaa", "aa", "b", "ba"},
                        {"abc", "x", "y", "abc"},
                        {"abc", "", "y", "abc"},
                        {"", "a", "b", ""},
                        {"xax", "x", "", "a"},
                        {"it's", "'", "'\\''", "it'\\''s"}};
    for (const Row& row : rows) {
        std::string text = row.text;
        replace_all(text, row.from, row.to);
        EXPECT_EQ(text, row.made) << row.text;
    }
}

} // namespace
} // namespace squire
