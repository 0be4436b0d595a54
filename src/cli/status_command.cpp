// SPDX-License-Identifier: MIT
#include "cli/status_command.h"

#include <cstdint>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "cli/desk.h"
#include "cli/help.h"
#include "formats/display_width.h"
#include "program/board.h"

namespace squire::cli {
namespace {

using program::Light;

constexpr std::size_t kMostTurns = 12;
constexpr std::size_t kMostInternships = 6; // of which the screen shows goals and tasks

struct Arguments {
    std::string who;
    bool all = false;
    std::string format = "text";
};

std::string_view word_of(Light light) { return light == Light::red ? "late" : light == Light::amber ? "soon" : "    "; }

std::string json_of(const program::Board& board) {
    program::Json turns = program::Json::array();
    for (const program::Turn& turn : board.turns)
        turns.push_back({{"object", turn.object->id},
                         {"state", turn.object->state},
                         {"waits_for", turn.people},
                         {"what", turn.waiting->what},
                         {"since", to_rfc3339(turn.since)},
                         {"days", turn.days},
                         {"light", turn.light == Light::red     ? "red"
                                   : turn.light == Light::amber ? "amber"
                                                                : "green"}});
    program::Json internships = program::Json::array();
    for (const program::InternshipLine& line : board.internships) {
        program::Json goals = program::Json::array();
        for (const program::GoalLine& goal : line.goals)
            goals.push_back({{"id", goal.goal->id},
                             {"state", goal.goal->state},
                             {"text", goal.goal->text("text")},
                             {"count", goal.progress.count},
                             {"target", goal.progress.target}});
        program::Json each{{"id", line.internship->id},
                           {"state", line.internship->state},
                           {"intern", line.internship->text("intern")},
                           {"end", program::to_iso(line.plan.end)},
                           {"goals", goals}};
        if (line.week != nullptr) each["week"] = {{"number", line.week->number}, {"tasks", line.week->tasks}};
        internships.push_back(std::move(each));
    }
    return program::Json{{"turns", turns}, {"internships", internships}, {"open_slots", board.open_slots}, {"applications", board.applications}}
               .dump(2, ' ', false, program::Json::error_handler_t::replace) +
           "\n";
}

std::string text_of(Desk& desk, const program::Board& board, const Environment& environment, bool all) {
    std::string text;
    const unsigned width = environment.out_is_terminal ? environment.width : 0;
    const auto line = [&](const std::string& words) { text += (width == 0 ? words : formats::fit(words, width)) + "\n"; };
    const auto colour = [&](Light light) {
        return !environment.colour ? "" : light == Light::red ? "\x1b[31m" : light == Light::amber ? "\x1b[33m" : "";
    };
    line(fmt::format("{} internship{} going on, {} slot{} open, {} application{} to decide on", board.internships.size(),
                     board.internships.size() == 1 ? "" : "s", board.open_slots, board.open_slots == 1 ? "" : "s", board.applications,
                     board.applications == 1 ? "" : "s"));
    text += "\nWhose turn\n";
    if (board.turns.empty()) line("  nobody's");
    const std::size_t most = all ? board.turns.size() : std::min(board.turns.size(), kMostTurns);
    for (std::size_t i = 0; i < most; ++i) {
        const program::Turn& turn = board.turns[i];
        const std::string words = fmt::format("  {} {:>3} d  {:<16} {}: {}", word_of(turn.light), turn.days, turn.object->id,
                                              printable(program::waits_for(desk.program, *turn.object, *turn.waiting)), turn.waiting->what);
        text += colour(turn.light);
        text += width == 0 ? words : formats::fit(words, width);
        text += *colour(turn.light) != '\0' ? "\x1b[0m\n" : "\n";
    }
    if (most < board.turns.size()) line(fmt::format("  and {} more; --all shows them", board.turns.size() - most));
    std::size_t shown = 0;
    for (const program::InternshipLine& each : board.internships) {
        if (!all && ++shown > kMostInternships) {
            line(fmt::format("\nand {} more internships; --as HANDLE shows one's own, --all shows them",
                             board.internships.size() - kMostInternships));
            break;
        }
        const std::string week = each.week == nullptr ? "" : fmt::format(", week {} of {}", each.week->number, each.plan.weeks.size());
        text += "\n";
        line(fmt::format("{}: {} with {}, {}{}, until {}", each.internship->id, printable(each.internship->text("intern")),
                         printable(fmt::format("{}", fmt::join(each.internship->list("mentors"), ", "))), each.internship->state, week,
                         program::to_iso(each.plan.end)));
        if (each.week != nullptr) {
            for (const std::string& task : each.week->tasks) line("  this week: " + printable(shorten(task, 200)));
        }
        for (const program::GoalLine& goal : each.goals)
            line(fmt::format("  {:>2}/{:<2} {:<9} {} ({})", goal.progress.count, goal.progress.target, goal.goal->state,
                             printable(shorten(goal.goal->text("text"), 120)), goal.goal->id));
        if (each.next_checkpoint) line(fmt::format("  next checkpoint: {}", program::to_iso(*each.next_checkpoint)));
    }
    return text;
}

int status(Arguments& arguments, Environment& environment) {
    return at_desk(environment, arguments.who,
                   [&](Desk& desk) {
                       const bool whole = arguments.all || arguments.format == "json";
                       const program::Board board =
                           program::board(desk.program, environment.clock.now(), desk.who, whole ? SIZE_MAX : kMostInternships);
                       environment.out << (arguments.format == "json" ? json_of(board) : text_of(desk, board, environment, arguments.all));
                       return static_cast<int>(kClean);
                   },
                   {.open_only = true, .events = false});
}

} // namespace

void add_status_command(CLI::App& app, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command =
        app.add_subcommand("status", "Whose turn it is, this week's tasks, goals with their evidence: one screen")->group("Commands");
    add_who(*command, arguments->who);
    command->add_flag("--all", arguments->all, "Everything, however long");
    command->add_option("-f,--format", arguments->format, "text or json")
        ->check(one_of({"text", "json"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    command->footer("Examples:\n  squire status\n  squire status --as ada");
    command->callback([arguments, &action] { action = [arguments](Environment& environment) { return status(*arguments, environment); }; });
}

} // namespace squire::cli
