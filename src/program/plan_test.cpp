// SPDX-License-Identifier: MIT
#include "program/plan.h"

#include <gtest/gtest.h>

namespace squire::program {
namespace {

PlanRequest four_weeks(std::string_view start) {
    return {.start = *parse_date(start), .steps = {{"one", {"a"}}, {"two", {"b", "c"}}, {"three", {"d"}}, {"four", {"e"}}}};
}

// "1: one [a]; 2: two [b c]; …" with the hours.
std::string shown(const Plan& plan) {
    std::string text;
    for (const PlanWeek& week : plan.weeks) {
        text += std::to_string(week.number) + ":";
        for (const std::string& title : week.titles) text += " " + title;
        text += " [";
        for (const std::string& task : week.tasks) text += task;
        text += "] " + std::to_string(static_cast<int>(week.hours)) + "h" + (week.extended ? "+" : "") + "; ";
    }
    return text;
}

TEST(Plan, FourWeeksAreTheTemplate) {
    const Plan plan = make_plan(four_weeks("2026-03-02")); // a Monday
    EXPECT_EQ(shown(plan), "1: one [a] 40h; 2: two [bc] 40h; 3: three [d] 40h; 4: four [e] 40h; ");
    EXPECT_EQ(to_iso(plan.end), "2026-03-27");
    ASSERT_EQ(plan.checkpoints.size(), 2U);
    EXPECT_EQ(to_iso(plan.checkpoints[0]), "2026-03-13");
    EXPECT_EQ(to_iso(plan.checkpoints[1]), "2026-03-27");
}

TEST(Plan, AnyLengthIsSplitByHours) {
    PlanRequest request = four_weeks("2026-03-02");
    request.weeks = 8;
    request.percent = 20;
    EXPECT_EQ(shown(make_plan(request)),
              "1: one [a] 8h; 2: one [] 8h; 3: two [bc] 8h; 4: two [] 8h; 5: three [d] 8h; 6: three [] 8h; 7: four [e] 8h; 8: four [] 8h; ");
    request.weeks = 2;
    request.percent = 100;
    EXPECT_EQ(shown(make_plan(request)), "1: one two [abc] 40h; 2: three four [de] 40h; ");
    request.weeks = 1;
    EXPECT_EQ(make_plan(request).weeks.size(), 1U);
    request.weeks = 12;
    EXPECT_EQ(make_plan(request).checkpoints.size(), 3U);
}

TEST(Plan, LeaveMovesWhatComesAfterIt) {
    PlanRequest request = four_weeks("2026-03-02");
    request.away = {*parse_period("2026-03-09/2026-03-13"), *parse_period("2026-03-16")};
    const Plan plan = make_plan(request);
    EXPECT_EQ(shown(plan), "1: one [a] 40h; 2: [] 0h; 3: two [bc] 32h; 4: two three [d] 40h; 5: three four [e] 40h; 6: four [] 8h; ");
    EXPECT_EQ(to_iso(plan.end), "2026-04-06");
}

TEST(Plan, BeginsOnAnyDayAndIsExtended) {
    PlanRequest request = four_weeks("2026-03-05"); // a Thursday
    EXPECT_EQ(to_iso(make_plan(request).end), "2026-04-01");
    EXPECT_EQ(make_plan(request).weeks.size(), 5U);
    request.start = *parse_date("2026-03-02");
    request.extension = 2;
    const Plan plan = make_plan(request);
    EXPECT_EQ(to_iso(plan.end), "2026-04-10");
    EXPECT_TRUE(plan.weeks[4].extended);
    EXPECT_FALSE(plan.weeks[3].extended);
    EXPECT_EQ(week_of(plan, *parse_date("2026-03-15"))->number, 2); // a Sunday
    EXPECT_EQ(week_of(plan, *parse_date("2026-03-01")), nullptr);
    EXPECT_EQ(week_of(plan, *parse_date("2026-04-11")), nullptr);
}

TEST(Plan, IsBoundedWhateverIsAsked) {
    PlanRequest request = four_weeks("2026-03-02");
    request.away = {{*parse_date("1900-01-01"), *parse_date("2999-01-01")}};
    EXPECT_LT(make_plan(request).weeks.size(), 600U); // never ends, and stops
    request.away.clear();
    request.weeks = 1'000'000;
    EXPECT_EQ(make_plan(request).weeks.size(), 104U);
    request.steps.clear();
    request.weeks = -3;
    EXPECT_EQ(make_plan(request).weeks.size(), 1U);
}

TEST(Tracks, AreWhole) {
    ASSERT_FALSE(all_tracks().empty());
    EXPECT_EQ(all_tracks().front().goals.size(), 5U);
    EXPECT_EQ(all_tracks().front().plan.size(), 4U);
    for (const Track& track : all_tracks()) {
        EXPECT_FALSE(track.goals.empty()) << track.id;
        EXPECT_FALSE(track.hands_on.empty()) << track.id;
        EXPECT_EQ(find_track(track.name), &track);
        EXPECT_EQ(find_track(track.id), &track);
    }
    EXPECT_EQ(find_track("no such track"), nullptr);
}

} // namespace
} // namespace squire::program
