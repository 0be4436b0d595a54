// SPDX-License-Identifier: MIT
#include "cli/internship_command.h"

#include <algorithm>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "cli/desk.h"
#include "cli/object_commands.h"
#include "cli/object_output.h"
#include "cli/status_command.h"
#include "http/http.h"
#include "program/board.h"
#include "program/track.h"

namespace squire::cli {
namespace {

using program::Kind;
using program::Object;

struct Arguments {
    std::string who;
    std::string id;
    std::string start;
    std::string away;
    unsigned weeks = 0;
    unsigned percent = 0;
    unsigned extend = 0;
    bool goals_now = false;
};

Error no_internship(const std::string& id) {
    return {ErrorKind::not_found, fmt::format("there is no internship '{}'", id), "", "squire internship list"};
}

std::string plan_text(const program::Plan& plan) {
    std::string text;
    for (const program::PlanWeek& week : plan.weeks) {
        text += fmt::format("  week {:<2} {} to {}  {:>4.1f} h  {}\n", week.number, program::to_iso(week.first), program::to_iso(week.last),
                            week.hours,
                            week.work_days == 0 ? "away"
                            : week.extended     ? "extension"
                                                : fmt::format("{}", fmt::join(week.titles, ", ")));
        for (const std::string& task : week.tasks) text += fmt::format("             - {}\n", task);
    }
    std::vector<std::string> checkpoints;
    for (const program::Date day : plan.checkpoints) checkpoints.push_back(program::to_iso(day));
    return text + fmt::format("  checkpoints on {}, each until 16:00 UTC; the last day is {}\n", fmt::join(checkpoints, ", "),
                              program::to_iso(plan.end));
}

// The plan as it is, and beside it what it would be.
int preview(Arguments& arguments, Environment& environment) {
    return at_desk(environment, arguments.who, [&](Desk& desk) {
        const Object* const internship = desk.program.find(Kind::internship, arguments.id);
        if (internship == nullptr) return failed(environment, no_internship(arguments.id));
        program::PlanRequest request = program::plan_request(*internship);
        const program::Plan now = program::make_plan(request);
        environment.out << fmt::format("The plan of {}:\n{}", internship->id, plan_text(now));
        const bool what_if =
            !arguments.start.empty() || !arguments.away.empty() || arguments.weeks != 0 || arguments.percent != 0 || arguments.extend != 0;
        if (!what_if) return static_cast<int>(kClean);
        if (!arguments.start.empty()) {
            const auto start = program::parse_date(arguments.start);
            if (!start) return failed(environment, {ErrorKind::usage, fmt::format("'{}' is no day", arguments.start), "", "--start 2026-03-02"});
            request.start = *start;
        }
        for (const std::string_view text : split(arguments.away, ';')) {
            if (trim(text).empty()) continue;
            const auto period = program::parse_period(text);
            if (!period)
                return failed(environment, {ErrorKind::usage, fmt::format("'{}' is no period", text), "", "--away \"April 3-6, 2026\""});
            request.away.push_back(*period);
        }
        if (arguments.weeks != 0) request.weeks = arguments.weeks;
        if (arguments.percent != 0) request.percent = arguments.percent;
        request.extension += arguments.extend;
        environment.out << fmt::format("\nWhat it would be:\n{}", plan_text(program::make_plan(request)));
        return static_cast<int>(kClean);
    });
}

// Proposes the goals of the track that are not there yet.
int propose_goals(Arguments& arguments, Environment& environment) {
    return at_desk(environment, arguments.who, [&](Desk& desk) {
        const Object* const internship = desk.program.find(Kind::internship, arguments.id);
        if (internship == nullptr) return failed(environment, no_internship(arguments.id));
        const program::Track* const track = program::find_track(internship->text("track"));
        std::vector<std::string> kinds;
        for (const Object* goal : desk.program.with(Kind::goal, "internship", arguments.id)) {
            if (goal->state != "dropped") kinds.push_back(goal->text("kind"));
        }
        for (const program::GoalTemplate& goal : track->goals) {
            if (std::ranges::find(kinds, goal.kind) != kinds.end()) continue;
            const auto done = desk.act({.kind = Kind::goal,
                                        .id = {},
                                        .move = "propose",
                                        .by = {},
                                        .why = {},
                                        .data = {{"internship", arguments.id},
                                                 {"kind", goal.kind},
                                                 {"text", goal.text},
                                                 {"measure", goal.measure},
                                                 {"evidence", goal.evidence},
                                                 {"target", goal.target}}});
            if (!done) return failed(environment, done.error());
            environment.out << fmt::format("{}: {} (at least {})\n", done->id, goal.text, goal.target);
        }
        return static_cast<int>(kClean);
    });
}

// Asks the write-up's address, and lets Squire record that it answered.
Result<void> see_writeup(Desk& desk, const Object& internship, Environment& environment) {
    const std::string address = internship.text("writeup");
    if (address.empty() || internship.text("writeup_seen") == address) return {};
    const auto http = http::make_curl_http(environment.cancellation);
    int status = 0;
    const auto answered = http->get(
        {.url = address, .headers = {}},
        [&](const http::HttpResponse& response) {
            status = response.status;
            return true;
        },
        [](std::string_view) { return false; }); // its head is enough
    if (status == 0)
        return fail(ErrorKind::io, fmt::format("the write-up's address does not answer: {}", answered ? "" : answered.error().message), address,
                    "a coordinator may approve a reason: squire internship excuse");
    if (status < 200 || status >= 300) return fail(ErrorKind::not_found, fmt::format("the write-up's address answers with {}", status), address);
    const auto seen = desk.by_squire({.kind = Kind::internship,
                                      .id = internship.id,
                                      .move = "verify",
                                      .by = {},
                                      .why = fmt::format("it answered with {}", status),
                                      .data = {{"writeup_seen", address}}});
    return seen ? Result<void>() : std::unexpected(seen.error());
}

int verify(Arguments& arguments, Environment& environment) {
    return at_desk(environment, arguments.who, [&](Desk& desk) {
        const Object* const internship = desk.program.find(Kind::internship, arguments.id);
        if (internship == nullptr) return failed(environment, no_internship(arguments.id));
        if (auto seen = see_writeup(desk, *internship, environment); !seen) return failed(environment, seen.error());
        const Object* const now = desk.program.find(Kind::internship, arguments.id);
        const auto missing = program::missing_for_completion(desk.program, *now);
        for (const std::string& each : missing) environment.out << "missing: " << printable(each) << '\n';
        if (missing.empty()) environment.out << fmt::format("Nothing is missing: squire internship complete {}\n", arguments.id);
        return static_cast<int>(missing.empty() ? kClean : kFindings);
    });
}

int scanners(Arguments& arguments, Environment& environment) {
    return at_desk(environment, arguments.who, [&](Desk& desk) {
        for (const program::ScannerFeedback& each : program::feedback_by_scanner(desk.program)) {
            environment.out << fmt::format("{}: {} good, {} bad, {} reported\n", each.scanner, each.worked.size(), each.failed.size(),
                                           each.reports);
            const auto line = [&](const Object* feedback, const char* field, char sign) {
                environment.out << fmt::format("  {} {} ({}{})\n", sign, printable(shorten(feedback->text(field), 200)), feedback->id,
                                               feedback->has("proof") ? ", " + feedback->text("proof") : "");
            };
            for (const Object* feedback : each.worked) line(feedback, "worked", '+');
            for (const Object* feedback : each.failed) line(feedback, "failed", '-');
        }
        return static_cast<int>(kClean);
    });
}

} // namespace

void add_internship_command(CLI::App& app, std::function<int(Environment&)>& action) {
    CLI::App* const command =
        app.add_subcommand("internship", "One internship: kickoff, goals, plan, check-ins, checkpoints, hand-over, write-up");
    command->require_subcommand(1);
    command->footer("Examples:\n  squire internship start --application application-1 --start 2026-03-02\n  squire internship goals "
                    "internship-1\n  squire internship plan internship-1 --extend 2\n"
                    "SQUIRE_AS=HANDLE says once who you are.");
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    const auto add = [&](const char* name, const char* help, int (*work)(Arguments&, Environment&), bool id = true) {
        CLI::App* const sub = command->add_subcommand(name, help)->group("Commands");
        if (id) sub->add_option("INTERNSHIP", arguments->id, "The internship's id")->required();
        add_who(*sub, arguments->who);
        sub->callback(
            [arguments, work, &action] { action = [arguments, work](Environment& environment) { return work(*arguments, environment); }; });
        return sub;
    };
    add_status_command(*command, action);
    add_move_command(*command, "start", Kind::internship, "start", action,
                     "internship start --application application-1 --start 2026-03-02 --weeks 4");
    add_move_command(*command, "kickoff", Kind::internship, "kickoff", action,
                     "internship kickoff internship-1 --interests SAST --skills C --availability mornings --kickoff-on 2026-03-02");
    add("goals", "Propose the track's goals that are not there yet", propose_goals)->footer("Example:\n  squire internship goals internship-1");
    CLI::App* const plan = add("plan", "Show the plan, week by week, and what it would be if", preview);
    plan->add_option("--start", arguments->start, "If it began on that day")->type_name("DATE");
    plan->add_option("--weeks", arguments->weeks, "If it had so many weeks of work")->type_name("NUMBER");
    plan->add_option("--percent", arguments->percent, "If it had this share of the hours")->type_name("NUMBER");
    plan->add_option("--extend", arguments->extend, "If it were extended by so many weeks")->type_name("NUMBER");
    plan->add_option("--away", arguments->away, "If there were these holidays and leaves, too")->type_name("PERIOD;…");
    plan->footer(
        "Examples:\n  squire internship plan internship-1\n  squire internship plan internship-1 --extend 2 --away \"April 3-6, 2026\"");
    add_move_command(*command, "replan", Kind::internship, "plan", action, "internship replan internship-1 --away \"April 3-6, 2026\"");
    for (const char* move : {"ask_approval", "approve", "return", "change_goals", "extend", "close", "writeup", "excuse", "complete", "end"})
        add_move_command(*command, move, Kind::internship, move, action);
    add("verify", "Ask the write-up's address, and say what is missing for completion", verify)
        ->footer("Example:\n  squire internship verify internship-1");
    add_list_command(*command, Kind::internship, action);
    add_show_command(*command, Kind::internship, action);
    add_undo_command(*command, Kind::internship, action);
    add_move_command(*command, "handover", Kind::contribution, "hand_over", action,
                     "internship handover contribution-1 --handed-to mary --note \"a test is missing\"");
    add("scanners", "What interns say of each scanner", scanners, false)->footer("Example:\n  squire internship scanners");
    const auto noun = [&](const char* name, const char* help, Kind kind, const char* example) {
        CLI::App* const sub = command->add_subcommand(name, help)->group("Commands");
        sub->require_subcommand(1);
        sub->footer(fmt::format("Example:\n  squire internship {}", example));
        add_object_commands(*sub, kind, action);
    };
    noun("goal", "Goals: measurable, counted by the ledger", Kind::goal,
         "goal propose --internship internship-1 --kind fix --text \"Fix three\" --measure fixes --evidence \"contribution.merge purpose=fix\" "
         "--target 3");
    noun("checkin", "Check-ins: one a week", Kind::checkin, "checkin file --internship internship-1 --week 1 --done \"…\" --next \"…\"");
    noun("checkpoint", "Checkpoints: feedback both ways, and what follows", Kind::checkpoint,
         "checkpoint open --internship internship-1 --due 2026-03-13");
    noun("contribution", "Merge requests and issues, and whose turn they are", Kind::contribution,
         "contribution open --internship internship-1 --project project-1 --form merge-request --purpose fix --title \"…\" --url https://…");
    noun("feedback", "Feedback about scanners", Kind::feedback, "feedback give --internship internship-1 --scanner sast --failed \"…\"");
}

} // namespace squire::cli
