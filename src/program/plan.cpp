// SPDX-License-Identifier: MIT
#include "program/plan.h"

#include <algorithm>

namespace squire::program {
namespace {

namespace chr = std::chrono;

constexpr long kDaysAWeek = 5;
constexpr long kMostWeeks = 104;
constexpr long kMostDays = 366L * 10; // of a calendar that is all leave

bool is_work_day(Date day, const std::vector<Period>& away) {
    const chr::weekday weekday(day);
    if (weekday == chr::Saturday || weekday == chr::Sunday) return false;
    return std::ranges::none_of(away, [&](const Period& period) { return period.first <= day && day <= period.last; });
}

Date monday_of(Date day) { return day - (chr::weekday(day) - chr::Monday); }

// A checkpoint every four weeks of work, one in the middle of a shorter internship, and one at the end.
std::vector<long> checkpoint_days(long work_days) {
    std::vector<long> days;
    const long weeks = work_days / kDaysAWeek;
    if (weeks >= 3 && weeks <= 6) days.push_back(work_days / 2);
    if (weeks > 6) {
        for (long day = 4 * kDaysAWeek; day + 2 * kDaysAWeek <= work_days; day += 4 * kDaysAWeek) days.push_back(day);
    }
    days.push_back(work_days);
    return days;
}

} // namespace

Plan make_plan(const PlanRequest& request) {
    Plan plan;
    const long core = std::clamp(request.weeks, 1L, kMostWeeks) * kDaysAWeek;
    const long all = core + std::clamp(request.extension, 0L, kMostWeeks) * kDaysAWeek;
    const std::vector<long> checkpoints = checkpoint_days(all);
    const auto steps = static_cast<long>(request.steps.size());
    plan.end = request.start;
    long done = 0;
    long last_step = -1;
    long walked = 0;
    for (Date day = request.start; done < all && walked < kMostDays; day += chr::days(1), ++walked) {
        if (plan.weeks.empty() || monday_of(day) != plan.weeks.back().monday)
            plan.weeks.push_back({.number = static_cast<int>(plan.weeks.size()) + 1, .monday = monday_of(day), .first = day});
        PlanWeek& week = plan.weeks.back();
        week.last = day;
        if (!is_work_day(day, request.away)) continue;
        ++week.work_days;
        const bool fresh = week.work_days == 1;
        if (done < core && steps > 0) {
            // A step is due in each week that has a day of it; its tasks are listed where it begins.
            const long from = done * steps / core;
            const long to = std::max(from, ((done + 1) * steps - 1) / core);
            for (long step = from; step <= to; ++step) {
                const PlanStep& is_due = request.steps[static_cast<std::size_t>(step)];
                if (fresh || step != last_step) {
                    if (std::ranges::find(week.titles, is_due.title) == week.titles.end()) week.titles.push_back(is_due.title);
                }
                if (step > last_step) week.tasks.insert(week.tasks.end(), is_due.tasks.begin(), is_due.tasks.end());
                last_step = std::max(last_step, step);
            }
        } else if (done >= core) {
            week.extended = true;
        }
        ++done;
        if (std::ranges::find(checkpoints, done) != checkpoints.end()) plan.checkpoints.push_back(day);
        plan.end = day;
    }
    for (PlanWeek& week : plan.weeks) week.hours = static_cast<double>(week.work_days) * 8 * static_cast<double>(request.percent) / 100;
    if (!plan.weeks.empty()) plan.weeks.back().last = std::max(plan.end, plan.weeks.back().first);
    return plan;
}

PlanRequest plan_request(const Object& internship) {
    PlanRequest request;
    request.start = parse_date(internship.text("start")).value_or(date_of(internship.since));
    if (internship.has("weeks")) request.weeks = internship.number("weeks");
    if (internship.has("percent")) request.percent = internship.number("percent");
    request.extension = internship.number("extension_weeks");
    for (const std::string& text : internship.list("away")) {
        if (const auto period = parse_period(text)) request.away.push_back(*period);
    }
    if (const Track* const track = find_track(internship.text("track"))) request.steps = track->plan;
    return request;
}

const PlanWeek* week_of(const Plan& plan, Date day) {
    const auto found =
        std::ranges::find_if(plan.weeks, [&](const PlanWeek& week) { return week.monday <= day && day < week.monday + chr::days(7); });
    return found == plan.weeks.end() || day > plan.end ? nullptr : &*found;
}

} // namespace squire::program
