// SPDX-License-Identifier: MIT
#include "base/nearest_word.h"

#include <gtest/gtest.h>

namespace squire {
namespace {

TEST(NearestWord, FindsTheMisspelledWord) {
    static constexpr std::string_view kWords[] = {"keywords", "entropy", "regex", "regexes", "id"};
    struct Case {
        std::string_view word, nearest;
    };
    static constexpr Case kCases[] = {
        {"keyword", "keywords"},
        {"KEYWORD", "keywords"},
        {"entorpy", "entropy"},
        {"enropy", "entropy"},
        {"regexs", "regex"},
        {"regexess", "regexes"},
        {"severity", ""},
        {"", ""},
        {"ix", ""},
        {"idd", "id"},
    };
    for (const auto& [word, nearest] : kCases) EXPECT_EQ(nearest_word(word, kWords), nearest) << word;
}

} // namespace
} // namespace squire
