// SPDX-License-Identifier: MIT
#include "program/board.h"

#include <algorithm>
#include <map>

namespace squire::program {
namespace {

bool concerns(const Turn& turn, std::string_view person) { return std::ranges::find(turn.people, person) != turn.people.end(); }

bool concerns(const Object& internship, std::string_view person) {
    const auto mentors = internship.list("mentors");
    return internship.text("intern") == person || std::ranges::find(mentors, person) != mentors.end();
}

} // namespace

Board board(Program& program, Time now, std::string_view person, std::size_t most_with_goals) {
    Board board{.turns = turns(program, now)};
    if (!person.empty()) std::erase_if(board.turns, [&](const Turn& turn) { return !concerns(turn, person); });
    for (const Object& internship : program.all(Kind::internship)) {
        if (internship.is_final() || (!person.empty() && !concerns(internship, person))) continue;
        InternshipLine line{.internship = &internship, .plan = make_plan(plan_request(internship))};
        for (const Date checkpoint : line.plan.checkpoints) {
            if (!has_passed(checkpoint, now) && !line.next_checkpoint) line.next_checkpoint = checkpoint;
        }
        for (const Object* goal : program.with(Kind::goal, "internship", internship.id)) {
            if (goal->state == "dropped") continue;
            line.goals.push_back({.goal = goal,
                                  .progress = board.internships.size() < most_with_goals ? progress_of(program, *goal)
                                                                                         : GoalProgress{.target = goal->number("target")}});
        }
        board.internships.push_back(std::move(line));
        // After the move: a week points into its own plan.
        board.internships.back().week = week_of(board.internships.back().plan, date_of(now));
    }
    for (const Object& slot : program.all(Kind::slot)) board.open_slots += slot.state == "open" && !is_full(program, slot) ? 1 : 0;
    for (const Object& application : program.all(Kind::application))
        board.applications += application.state == "submitted" || application.state == "in_review" ? 1 : 0;
    return board;
}

std::vector<ScannerFeedback> feedback_by_scanner(Program& program) {
    std::map<std::string, ScannerFeedback> by_scanner;
    for (const Object& each : program.all(Kind::feedback)) {
        if (each.stands.empty()) continue;
        ScannerFeedback& feedback = by_scanner[each.text("scanner")];
        if (each.has("worked")) feedback.worked.push_back(&each);
        if (each.has("failed")) feedback.failed.push_back(&each);
    }
    std::vector<ScannerFeedback> all;
    for (auto& [scanner, feedback] : by_scanner) {
        feedback.scanner = scanner;
        for (const Object* each : program.with(Kind::contribution, "scanner", scanner))
            feedback.reports += each->text("form") == "report" ? 1 : 0;
        all.push_back(std::move(feedback));
    }
    return all;
}

} // namespace squire::program
