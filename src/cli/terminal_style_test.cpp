// SPDX-License-Identifier: MIT
#include "cli/terminal_style.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace squire::cli {
namespace {

TEST(Wrap, BreaksBetweenWords) {
    EXPECT_EQ(wrap("one two three", 7), (std::vector<std::string>{"one two", "three"}));
    EXPECT_EQ(wrap("a verylongword b", 5), (std::vector<std::string>{"a", "verylongword", "b"}));
    EXPECT_EQ(wrap("first\n\nsecond\n\n", 20), (std::vector<std::string>{"first", "", "second"}));
    EXPECT_EQ(wrap("a\x1b[31m", 20), std::vector<std::string>{"a\\x1b[31m"});
    EXPECT_TRUE(wrap("", 20).empty());
}

TEST(Age, IsRoundedDown) {
    const Time now = parse_time("2026-06-01T12:00:00Z").value();
    const auto age = [&](int hours) { return age_of(now - std::chrono::hours(hours), now); };
    EXPECT_EQ(age(23), "today");
    EXPECT_EQ(age(24), "1 day");
    EXPECT_EQ(age(24 * 13), "13 days");
    EXPECT_EQ(age(24 * 14), "2 weeks");
    EXPECT_EQ(age(24 * 61), "2 months");
    EXPECT_EQ(age(24 * 400), "13 months");
    EXPECT_EQ(age(-5), "today") << "another machine's clock";
}

} // namespace
} // namespace squire::cli
