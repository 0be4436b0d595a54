// SPDX-License-Identifier: MIT
#include "program/calendar.h"

#include <gtest/gtest.h>

namespace squire::program {
namespace {

TEST(Calendar, ReadsDatesAsPeopleWriteThem) {
    for (const char* text : {"2021-01-18", "January 18, 2021", "18 January 2021", "Jan 18 2021", "18. Jan. 2021", "Mon, 18th of January 2021",
                             "january 18th 2021", "  2021-01-18 "}) {
        const auto date = parse_date(text);
        ASSERT_TRUE(date.has_value()) << text;
        EXPECT_EQ(to_iso(*date), "2021-01-18") << text;
    }
    for (const char* text :
         {"", "2021", "July 2020", "1/2/2021", "2021-13-01", "2021-02-29", "February 30, 2021", "18 18 January 2021", "18 January", "0021-01-18",
          "2021-01-18x", "2021-01-188", "Janury 18, 2021", "99999-01-01", "January 18, 2021 - January 19, 2021"}) {
        EXPECT_FALSE(parse_date(text).has_value()) << text;
    }
}

TEST(Calendar, ReadsPeriodsAsPeopleWriteThem) {
    struct Case {
        const char* text;
        const char* first;
        const char* last;
        const char* words;
    };
    const Case cases[] = {
        {"July 2020", "2020-07-01", "2020-07-31", "July 2020"},
        {"January-July 2021", "2021-01-01", "2021-07-31", "January-July 2021"},
        {"January 18, 2021 - February 19, 2021", "2021-01-18", "2021-02-19", "January 18, 2021 - February 19, 2021"},
        {"January 18 \u2013 February 19, 2021", "2021-01-18", "2021-02-19", "January 18, 2021 - February 19, 2021"},
        {"18-22 January 2021", "2021-01-18", "2021-01-22", "January 18, 2021 - January 22, 2021"},
        {"January 18-22, 2021", "2021-01-18", "2021-01-22", "January 18, 2021 - January 22, 2021"},
        {"Nov 2021 to Feb 2022", "2021-11-01", "2022-02-28", "November 2021 - February 2022"},
        {"November-February 2022", "2021-11-01", "2022-02-28", "November 2021 - February 2022"},
        {"from 2021-01-18 until 2021-02-19", "2021-01-18", "2021-02-19", "January 18, 2021 - February 19, 2021"},
        {"2021-01-18/2021-02-19", "2021-01-18", "2021-02-19", "January 18, 2021 - February 19, 2021"},
        {"2021-01-18 - 2021-02-19", "2021-01-18", "2021-02-19", "January 18, 2021 - February 19, 2021"},
        {"2021-01-18\u20142021-02-19", "2021-01-18", "2021-02-19", "January 18, 2021 - February 19, 2021"},
        {"2021-03", "2021-03-01", "2021-03-31", "March 2021"},
        {"Q3 2021", "2021-07-01", "2021-09-30", "July-September 2021"},
        {"Q4 2021 - Q1 2022", "2021-10-01", "2022-03-31", "October 2021 - March 2022"},
        {"2021", "2021-01-01", "2021-12-31", "2021"},
        {"2021 \u2013 2022", "2021-01-01", "2022-12-31", "2021 - 2022"},
        {"February 2024", "2024-02-01", "2024-02-29", "February 2024"},
        {"January 18, 2021", "2021-01-18", "2021-01-18", "January 18, 2021"},
        {"July 1, 2020 - July 31, 2020", "2020-07-01", "2020-07-31", "July 1, 2020 - July 31, 2020"},
    };
    for (const Case& each : cases) {
        const auto period = parse_period(each.text);
        ASSERT_TRUE(period.has_value()) << each.text;
        EXPECT_EQ(to_iso(period->first), each.first) << each.text;
        EXPECT_EQ(to_iso(period->last), each.last) << each.text;
        EXPECT_EQ(to_words(*period), each.words) << each.text;
        EXPECT_EQ(parse_period(to_words(*period)), period) << each.text;
    }
    for (const char* text :
         {"", "-", "soon", "January-July", "summer 2021", "None currently available", "February 2022 - November 2021", "2021-2031",
          "January 40, 2021", "July 2020 - ", "1/2021", "Q5 2021", "18-22 2021", "July July 2020", "a - b - c"}) {
        EXPECT_FALSE(parse_period(text).has_value()) << text;
    }
    EXPECT_FALSE(parse_period(std::string(1'000'000, '-')).has_value());
}

TEST(Calendar, DeadlinesHaveOneTimeBase) {
    const Date day = *parse_date("2026-03-29");
    EXPECT_EQ(to_rfc3339(deadline_on(day)), "2026-03-29T16:00:00Z");
    EXPECT_FALSE(has_passed(day, *parse_time("2026-03-29T15:59:59Z")));
    EXPECT_TRUE(has_passed(day, *parse_time("2026-03-29T16:00:00Z")));
}

} // namespace
} // namespace squire::program
