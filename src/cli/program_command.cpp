// SPDX-License-Identifier: MIT
#include "cli/program_command.h"

#include <algorithm>
#include <map>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "base/time_zone.h"
#include "cli/desk.h"
#include "cli/help.h"
#include "cli/object_commands.h"
#include "cli/object_output.h"
#include "cli/outbox_command.h"
#include "cli/page_command.h"
#include "cli/program_example.h"
#include "cli/program_export.h"
#include "program/matching.h"
#include "program/rubric.h"
#include "program/track.h"

namespace squire::cli {
namespace {

using program::Kind;

struct Arguments {
    std::string who;
    std::string name;
    std::string coordinator;
    std::string contact;
    std::string ask;
    std::string id;
    std::string interests;
};

int init(Arguments& arguments, Environment& environment) {
    auto desk = Desk::open(environment, "", true);
    if (!desk) return failed(environment, desk.error());
    const std::string handle = arguments.coordinator.starts_with('@') ? arguments.coordinator.substr(1) : arguments.coordinator;
    const auto begun = program::begin_program((*desk)->program, (*desk)->records,
                                              {{"name", arguments.name}, {"contact", arguments.contact}, {"ask", arguments.ask}}, handle,
                                              (*desk)->circumstances());
    if (!begun) return failed(environment, begun.error());
    environment.out << fmt::format(
        "The program '{}' begins; {} coordinates it.\nNext: squire program person add HANDLE --roles mentor --as {}\n",
        printable(arguments.name), handle, handle);
    return kClean;
}

int match(Arguments& arguments, Environment& environment) {
    return at_desk(environment, arguments.who, [&](Desk& desk) {
        const std::string handle = arguments.id.starts_with('@') ? arguments.id.substr(1) : arguments.id;
        const program::Object* const person = desk.program.find(Kind::person, handle);
        if (person == nullptr) return failed(environment, {ErrorKind::not_found, fmt::format("there is no person '{}'", handle), "", ""});
        std::vector<std::string> interests;
        for (const std::string_view area : split(arguments.interests, ',')) {
            if (!trim(area).empty()) interests.emplace_back(trim(area));
        }
        std::map<std::string, std::optional<std::chrono::seconds>> offsets;
        const auto offset_of = [&](const std::string& zone, Time at) -> std::optional<std::chrono::seconds> {
            if (zone.empty()) return std::nullopt;
            auto [entry, fresh] = offsets.try_emplace(zone);
            if (const auto loaded = fresh ? load_time_zone(zone) : Result<TimeZone>(TimeZone()); fresh && loaded)
                entry->second = loaded->at(at).to_utc;
            return entry->second;
        };
        const auto matches = program::match(desk.program, *person, interests, environment.clock.now(), offset_of);
        if (matches.empty()) environment.out << "No slot is open.\n";
        for (const program::Match& each : matches) {
            environment.out << fmt::format("{}\n", each.slot);
            for (const std::string& reason : each.reasons) environment.out << "  + " << printable(reason) << '\n';
            for (const std::string& warning : each.warnings) environment.out << "  - " << printable(warning) << '\n';
        }
        if (const auto gaps = program::uncovered_focus(desk.program); !gaps.empty())
            environment.err << printable(fmt::format("squire: warning: no mentor covers {}", fmt::join(gaps, ", "))) << '\n';
        return static_cast<int>(kClean);
    });
}

int show_rubric(Arguments&, Environment& environment) {
    for (const program::Criterion& criterion : program::rubric()) {
        environment.out << fmt::format("{} ({:.0f} %): {}\n", criterion.id, criterion.weight * 100, criterion.asks);
        for (const auto& [score, anchor] : criterion.anchors) environment.out << fmt::format("  {:>2}  {}\n", score, anchor);
    }
    return kClean;
}

int show_tracks(Arguments&, Environment& environment) {
    for (const program::Track& track : program::all_tracks()) {
        environment.out << fmt::format("{} ({})\n", track.id, track.name);
        for (const program::GoalTemplate& goal : track.goals)
            environment.out << fmt::format("  {:<10} {} (at least {}: {})\n", goal.kind, goal.text, goal.target, goal.measure);
        for (std::size_t i = 0; i < track.plan.size(); ++i) environment.out << fmt::format("  part {}: {}\n", i + 1, track.plan[i].title);
    }
    return kClean;
}

int rank(Arguments& arguments, Environment& environment) {
    return at_desk(environment, arguments.who, [&](Desk& desk) {
        std::vector<program::Rating> ratings;
        std::vector<std::pair<double, std::vector<std::string>>> rows;
        for (const program::Object* application : desk.program.with(Kind::application, "slot", arguments.id)) {
            double sum = 0;
            long raters = 0;
            for (const program::Object* review : desk.program.with(Kind::review, "application", application->id)) {
                const double score = program::weighted(program::rubric(), review->fields.at("scores"));
                ratings.push_back({application->id, review->text("rater"), score});
                sum += score;
                ++raters;
            }
            if (raters == 0) continue;
            const double mean = sum / static_cast<double>(raters);
            rows.emplace_back(mean, std::vector<std::string>{application->id, application->text("applicant"), application->state,
                                                             fmt::format("{:.2f}", mean), fmt::format("{}", raters)});
        }
        std::ranges::stable_sort(rows, std::greater<>(), [](const auto& row) { return row.first; });
        std::vector<std::vector<std::string>> cells;
        for (auto& row : rows) cells.push_back(std::move(row.second));
        environment.out << columns_text({"application", "applicant", "state", "score", "raters"}, cells, 0);
        environment.out << fmt::format("\nAgreement of the raters (Krippendorff's alpha): {}\n",
                                       program::agreement_in_words(program::agreement(ratings)));
        return static_cast<int>(kClean);
    });
}

int check(Arguments&, Environment& environment) {
    return at_desk(environment, "", [&](Desk& desk) {
        const auto found = program::violations(desk.program);
        for (const std::string& violation : found) environment.out << printable(violation) << '\n';
        if (found.empty()) environment.out << "The program is sound.\n";
        return static_cast<int>(found.empty() ? kClean : kFindings);
    });
}

CLI::App* add(CLI::App& parent, const char* name, const char* help, const std::shared_ptr<Arguments>& arguments,
              int (*work)(Arguments&, Environment&), std::function<int(Environment&)>& action) {
    CLI::App* const command = parent.add_subcommand(name, help)->group("Commands");
    command->callback(
        [arguments, work, &action] { action = [arguments, work](Environment& environment) { return work(*arguments, environment); }; });
    return command;
}

// "squire program slot list": a noun with what can be done to it.
void add_noun(CLI::App& command, const char* name, const char* help, Kind kind, std::function<int(Environment&)>& action, const char* examples) {
    CLI::App* const noun = command.add_subcommand(name, help)->group("Commands");
    noun->require_subcommand(1);
    noun->footer(examples);
    add_object_commands(*noun, kind, action);
}

} // namespace

void add_program_command(CLI::App& app, std::function<int(Environment&)>& action) {
    CLI::App* const command = app.add_subcommand("program", "Run the internship program: people, slots, applications, projects, the page");
    command->require_subcommand(1);
    command->footer("Examples:\n  squire program init \"Security internship\" --coordinator grace\n  squire program slot list --format csv\n  "
                    "squire program page lint handbook.md\n"
                    "SQUIRE_AS=HANDLE says once who you are.");
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function

    CLI::App* const begin = add(*command, "init", "Begin a program here", arguments, init, action);
    begin->add_option("NAME", arguments->name, "What it is called")->required();
    begin->add_option("--coordinator", arguments->coordinator, "Who runs it")->required()->type_name("HANDLE");
    begin->add_option("--contact", arguments->contact, "Whom applicants turn to, beside the mentor")->type_name("TEXT");
    begin->add_option("--ask", arguments->ask, "What the page says when no slot is open")->type_name("TEXT");
    begin->footer("Example:\n  squire program init \"Security internship\" --coordinator grace --contact \"Grace (@grace)\"");
    add_move_command(*command, "change", Kind::program, "change", action, "program change program --contact \"Grace (@grace)\"");

    add_noun(*command, "person", "People: roles, time zone, the own manager's agreement", Kind::person, action,
             "Examples:\n  squire program person add ada --name Ada --roles mentor --zone Europe/Berlin --focus sast,secrets\n  squire program "
             "person agree ada --manager Max --manager-agreed 2026-01-15");
    add_noun(*command, "slot", "Slots: when mentors take interns", Kind::slot, action,
             "Examples:\n  squire program slot offer --period \"March-June 2026\" --mentors ada,lin --focus sast --capacity 1 --track "
             "security-scanning\n  squire program slot open slot-1");
    add_noun(*command, "project", "Projects: who consents to what, until when", Kind::project, action,
             "Examples:\n  squire program project propose --name Lamp --url https://gitlab.com/lamp/lamp\n  squire program project consent "
             "project-1 --consents issue,merge-request --until 2026-12-31 --proof https://…");
    add_noun(*command, "application", "Applications: list, show, and what is done to them", Kind::application, action,
             "Example:\n  squire program application list --all");
    add_noun(*command, "rating", "Ratings of applications by the rubric", Kind::review, action,
             "Example:\n  squire program rating rate --application application-1 --scores interest=8,skills=6,time=9,doing=5,sharing=7");
    add_noun(*command, "alumnus", "Earlier interns, as the page has them", Kind::alumnus, action, "Example:\n  squire program alumnus list");

    add_move_command(*command, "apply", Kind::application, "draft", action,
                     "program apply --slot slot-1 --interests \"SAST in C\" --skills \"C, Go\" --available \"March-April 2026\" --percent 50");
    add_move_command(*command, "submit", Kind::application, "submit", action, "program submit application-1");
    add_move_command(*command, "chat", Kind::application, "chat", action, "program chat application-1 --chat 2026-02-03T15:00:00Z");
    add_move_command(*command, "review", Kind::application, "review", action, "program review application-1");
    add_move_command(*command, "accept", Kind::application, "accept", action, "program accept application-1");
    add_move_command(*command, "decline", Kind::application, "decline", action,
                     "program decline application-1 --why \"no mentor for it this time\"");
    add_move_command(*command, "withdraw", Kind::application, "withdraw", action, "program withdraw application-1");

    CLI::App* const matching = add(*command, "match", "Which open slots fit somebody, and why", arguments, match, action);
    matching->add_option("HANDLE", arguments->id, "Who wants to learn")->required();
    matching->add_option("--interests", arguments->interests, "Areas: sast,dast,…")->type_name("WORD,…");
    matching->footer("Example:\n  squire program match bob --interests sast,fuzzing");
    add(*command, "rubric", "By what applications are compared", arguments, show_rubric, action)->footer("Example:\n  squire program rubric");
    CLI::App* const ranking =
        add(*command, "ranking", "A slot's applications by their ratings, and whether the raters agree", arguments, rank, action);
    ranking->add_option("SLOT", arguments->id, "The slot's id")->required();
    add_who(*ranking, arguments->who);
    ranking->footer("Example:\n  squire program ranking slot-1");
    add(*command, "tracks", "The tracks: their goals and plans", arguments, show_tracks, action)->footer("Example:\n  squire program tracks");
    add(*command, "check", "Look for anything that must never be", arguments, check, action)->footer("Example:\n  squire program check");
    add_letter_command(*command, action);
    add_export_command(*command, action);
    add_page_commands(*command, action);
    add_outbox_commands(*command, action);
    add_example_command(*command, action);
}

} // namespace squire::cli
