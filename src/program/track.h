// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace squire::program {

struct GoalTemplate {
    std::string kind; // choose, integrate, fix, report, share, …
    std::string text;
    std::string measure;  // what is counted, in words
    std::string evidence; // the query that counts it
    long target = 1;
};

struct PlanStep {
    std::string title;
    std::vector<std::string> tasks;
};

/// A sort of internship: which goals it has, and how its time is spent (rules/program/tracks.json).
struct Track {
    std::string id;
    std::string name;                   // as the page's tables say it
    std::vector<std::string> focus;     // areas that its mentors should cover among them
    std::vector<std::string> hands_on;  // kinds of goal of which one at least must be among the goals
    std::vector<GoalTemplate> goals;
    std::vector<PlanStep> plan;         // for an example of as many weeks as it has steps; plan.h stretches it
};

[[nodiscard]] const std::vector<Track>& all_tracks();
/// By id or by name, ignoring case; null for none.
[[nodiscard]] const Track* find_track(std::string_view id_or_name);

} // namespace squire::program
