// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "program/internship.h"
#include "program/plan.h"
#include "program/turn.h"

namespace squire::program {

struct GoalLine {
    const Object* goal = nullptr;
    GoalProgress progress;
};

/// One internship that is not over, at a moment.
struct InternshipLine {
    const Object* internship = nullptr;
    Plan plan;
    const PlanWeek* week = nullptr; // of `plan`; null before and after it
    std::vector<GoalLine> goals;    // that are not dropped
    std::optional<Date> next_checkpoint;
};

/// What everybody looks at first. References live until the program changes.
struct Board {
    std::vector<Turn> turns;                  // the longest wait first
    std::vector<InternshipLine> internships;  // by id
    long open_slots = 0;
    long applications = 0; // that wait for a decision
};

/// `person`: only what has to do with them, and what waits for them; empty: everything. Counting evidence walks the ledger, so it is done for the goals of
/// the first `most_with_goals` internships alone.
[[nodiscard]] Board board(Program& program, Time now, std::string_view person, std::size_t most_with_goals);

/// Feedback about one scanner, with who said it where.
struct ScannerFeedback {
    std::string scanner;
    std::vector<const Object*> worked;
    std::vector<const Object*> failed;
    long reports = 0; // contributions to its team
};
[[nodiscard]] std::vector<ScannerFeedback> feedback_by_scanner(Program& program);

} // namespace squire::program
