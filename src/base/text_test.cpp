// SPDX-License-Identifier: MIT
#include "base/text.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace squire {
namespace {

using namespace std::string_literals;

constexpr std::string_view kBad = "\xEF\xBF\xBD";

TEST(Text, MakesValidUtf8) {
    const std::string bad(kBad);
    const std::pair<std::string, std::string> cases[] = {
        {"", ""},
        {"plain\0text"s, "plain\0text"s},
        {"\u00E9\u4E2D\U0001F600", "\u00E9\u4E2D\U0001F600"},
        {"\x7F\xC2\x80\xDF\xBF", "\x7F\xC2\x80\xDF\xBF"},
        {"\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF", "\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF"},
        {"\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"},
        {"\x80", bad},
        {"\xC0\xAF", bad + bad},                     // overlong
        {"\xC1\xBF", bad + bad},
        {"\xE0\x9F\xBF", bad + bad + bad},
        {"\xF0\x8F\xBF\xBF", bad + bad + bad + bad},
        {"\xED\xA0\x80", bad + bad + bad},           // a surrogate
        {"\xF4\x90\x80\x80", bad + bad + bad + bad}, // beyond U+10FFFF
        {"\xF5\x80\x80\x80", bad + bad + bad + bad},
        {"a\xC3", "a" + bad},                        // cut off
        {"a\xE4\xB8", "a" + bad + bad},
        {"\xC3(", bad + "("},
        {"\xFF\xFE", bad + bad},
    };
    for (const auto& [bytes, text] : cases) {
        EXPECT_EQ(to_utf8(bytes), text) << printable(bytes);
        EXPECT_EQ(is_utf8(bytes), bytes == text) << printable(bytes);
        EXPECT_TRUE(is_utf8(to_utf8(bytes)));
    }
}

TEST(Text, IsSafeOnATerminal) {
    const std::pair<std::string, std::string> cases[] = {
        {"plain \u00E9 \U0001F600", "plain \u00E9 \U0001F600"},
        {"a\tb\r\nc", "a\\tb\\r\\nc"},
        {"\x1B[31m", "\\x1b[31m"},
        {"\0\x07\x7F"s, "\\x00\\x07\\x7f"},
        {"\xC2\x9B", "\\x9b"},
        {"\u202E\u2066\u2028\u200F\uFEFF", "\\u202e\\u2066\\u2028\\u200f\\ufeff"},
        {"\xFF\xC3", "\\xff\\xc3"},
    };
    for (const auto& [bytes, text] : cases) EXPECT_EQ(printable(bytes), text);
}

TEST(Text, IsShortened) {
    EXPECT_EQ(shorten("abcdef", 6), "abcdef");
    EXPECT_EQ(shorten("abcdefg", 6), "abc…");
    EXPECT_EQ(shorten("ab\u4E2D\u6587", 7), "ab…"); // not within a sequence
    EXPECT_EQ(shorten("", 0), "");
    for (std::size_t limit = 3; limit < 12; ++limit) {
        const std::string text = shorten("\u4E2D\u6587\u5B57\u4E2D", limit);
        EXPECT_LE(text.size(), limit);
        EXPECT_TRUE(is_utf8(text));
    }
}

TEST(Text, IsTrimmedLoweredAndSplit) {
    EXPECT_EQ(trim(" \t\r\na b\f\v "), "a b");
    EXPECT_EQ(trim(" \n"), "");
    EXPECT_EQ(to_lower("AbC\xC3\x89[Z"), "abc\xC3\x89[z");
    EXPECT_EQ(split("a,,b,", ','), (std::vector<std::string_view>{"a", "", "b", ""}));
    EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
}

TEST(Text, ContainsIgnoringCase) {
    EXPECT_TRUE(contains_ignoring_case("x PassWord y", "password"));
    EXPECT_TRUE(contains_ignoring_case("PASSWORD", "password"));
    EXPECT_TRUE(contains_ignoring_case("papassword", "password"));
    EXPECT_TRUE(contains_ignoring_case("anything", ""));
    EXPECT_TRUE(contains_ignoring_case("[KEY]", "[key]"));
    EXPECT_FALSE(contains_ignoring_case("passwor", "password"));
    EXPECT_FALSE(contains_ignoring_case("{KEY}", "[key]")); // which differ by the bit of the case
    EXPECT_FALSE(contains_ignoring_case("", "a"));
}

} // namespace
} // namespace squire
