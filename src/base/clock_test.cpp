// SPDX-License-Identifier: MIT
#include "base/clock.h"

#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace squire {
namespace {

TEST(ParseTime, ReadsEveryUsualForm) {
    const std::vector<std::pair<std::string_view, std::string_view>> table{
        {"2026-01-31T12:00:00", "2026-01-31T12:00:00Z"},        {"2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z"},
        {"2026-01-31 12:00:00", "2026-01-31T12:00:00Z"},        {"2026-01-31T12:00:00.999Z", "2026-01-31T12:00:00Z"},
        {"2026-01-31T12:00:00+02:00", "2026-01-31T10:00:00Z"},  {"2026-01-31T23:30:00-0130", "2026-02-01T01:00:00Z"},
        {"2024-02-29T00:00:00+01", "2024-02-28T23:00:00Z"},     {"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"},
        {"2026-01-31T12:00:00.5+02:00", "2026-01-31T10:00:00Z"}};
    for (const auto& [text, expected] : table) {
        const auto time = parse_time(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(to_rfc3339(*time), expected) << text;
    }
}

TEST(ParseTime, RefusesWhatIsNoTime) {
    for (const std::string_view text : {"", "2026", "2026-01-31", "2026-02-30T12:00:00", "2026-13-01T00:00:00", "2026-01-31T24:00:00",
                                        "2026-01-31T12:00", "2026-01-31T12:00:00X", "2026-01-31T12:00:00+", "2026-01-31T12:00:00+25:00",
                                        "2026-01-31T12:00:00Z ", "20x6-01-31T12:00:00", "2026-01-31T12:00:00.+", "12026-01-31T12:00:00"}) {
        EXPECT_FALSE(parse_time(text)) << text;
    }
}

} // namespace
} // namespace squire
