// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "program/calendar.h"
#include "program/object.h"
#include "program/track.h"

namespace squire::program {

struct PlanRequest {
    Date start;
    long weeks = 4;              // of work: five days each
    long percent = 100;          // share of the working hours, of eight a day
    long extension = 0;          // weeks more
    std::vector<Period> away;    // leave and holidays
    std::vector<PlanStep> steps; // equal parts of the hours of `weeks`
};

struct PlanWeek {
    int number = 1;
    Date monday;
    Date first; // of the internship's days in this week
    Date last;
    long work_days = 0;
    double hours = 0;
    std::vector<std::string> titles; // of the steps that fall into it
    std::vector<std::string> tasks;
    bool extended = false;
};

struct Plan {
    std::vector<PlanWeek> weeks;
    Date end;                     // the last day of work
    std::vector<Date> checkpoints; // the last one is at the end
};

/// Days of leave move what comes after them; weekends are no days of work. Bounds: weeks and extension up to 104, `away` of any size.
[[nodiscard]] Plan make_plan(const PlanRequest& request);

/// Of an internship's own fields and its track.
[[nodiscard]] PlanRequest plan_request(const Object& internship);

/// The week that this day falls into, or nullptr before and after.
[[nodiscard]] const PlanWeek* week_of(const Plan& plan, Date day);

} // namespace squire::program
