// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/counted.h"
#include "base/file.h"
#include "base/text.h"
#include "bugreport/project_text.h"
#include "cli/bug_command.h"
#include "cli/desk.h"
#include "cli/help.h"
#include "cli/object_output.h"
#include "cli/workspace_session.h"
#include "finding/weakness.h"
#include "formats/json_writer.h"
#include "source/provenance.h"
#include "workspace/bug_records.h"

namespace squire::cli {
namespace {

using formats::JsonArray;
using formats::JsonObject;
using formats::JsonWriter;
using program::Kind;
using workspace::BugMove;
using workspace::BugRecord;
using workspace::BugState;

struct Arguments {
    std::string id, place, cwe, rule, scanner = "Squire SAST", note, url, internship, who, format = "table";
    unsigned nudge = 14;
    bool nudge_given = false;
    bool anyway = false;
    bool all = false;
};

int told(Environment& environment, const Error& error) {
    print_error(environment, error);
    return exit_code_for(error);
}

// What a list says of whose turn it is.
std::string turn_of(const BugRecord& record, Time now) {
    switch (record.state()) {
    case BugState::draft: return record.ready ? "ours: send it" : fmt::format("ours: {} of 100", record.score);
    case BugState::sent: {
        const std::string days = counted(static_cast<std::uint64_t>(record.days_with_them(now).value_or(0)), "day");
        return record.nudge_is_due(now) ? fmt::format("theirs for {}: ask again", days) : fmt::format("theirs for {}", days);
    }
    case BugState::answered: return "ours: answer";
    case BugState::fixed:
    case BugState::closed: return "over";
    }
    return {};
}

void write_record(JsonWriter& writer, const BugRecord& record, Time now) {
    const JsonObject object(writer);
    writer.member("id", record.id);
    writer.member("state", workspace::to_string(record.state()));
    writer.member("kind", record.kind);
    writer.member("title", record.title);
    writer.member("scanner", record.scanner);
    writer.member("rule", record.rule);
    writer.member("tracker", record.tracker);
    writer.member("score", record.score);
    writer.member("ready", record.ready);
    writer.member_unless_empty("url", record.url);
    writer.member_unless_empty("folder", record.folder);
    writer.member_unless_empty("vulnerability", record.vulnerability);
    writer.member_unless_empty("contribution", record.contribution);
    writer.member("nudge_after", record.nudge_after);
    writer.member("nudge_due", record.nudge_is_due(now));
    {
        const JsonArray missing(writer, "missing");
        for (const std::string& each : record.missing) writer.value(each);
    }
    const JsonArray steps(writer, "steps");
    for (const workspace::BugStep& step : record.steps) {
        const JsonObject one(writer);
        writer.member("to", workspace::to_string(step.to));
        writer.member("by", step.by);
        writer.member("at", to_rfc3339(step.at));
        writer.member_unless_empty("note", step.note);
    }
}

int list(const Arguments& arguments, Environment& environment) {
    const auto session = open_session(environment);
    if (!session) return told(environment, session.error());
    const auto records = workspace::bug_records(session->store);
    if (!records) return told(environment, records.error());
    const auto missed = workspace::missed_weaknesses(session->store);
    if (!missed) return told(environment, missed.error());
    const Time now = environment.clock.now();
    if (arguments.format == "json") {
        JsonWriter writer;
        {
            const JsonObject object(writer);
            {
                const JsonArray reports(writer, "reports");
                for (const BugRecord& record : *records) write_record(writer, record, now);
            }
            const JsonArray weaknesses(writer, "missed");
            for (const workspace::MissedWeakness& each : *missed) {
                const JsonObject one(writer);
                writer.member("id", each.id);
                writer.member("place", fmt::format("{}:{}", each.file, each.line));
                writer.member("cwe", each.cwe);
                writer.member_unless_empty("rule", each.rule);
                writer.member("scanner", each.scanner);
                writer.member_unless_empty("note", each.note);
            }
        }
        environment.out << writer.take();
        return kClean;
    }
    std::vector<std::vector<std::string>> rows;
    for (const BugRecord& record : *records) {
        const bool over = record.state() == BugState::fixed || record.state() == BugState::closed;
        if (arguments.all || !over)
            rows.push_back({record.id, std::string(workspace::to_string(record.state())), turn_of(record, now), record.scanner, record.title});
    }
    for (const workspace::MissedWeakness& each : *missed)
        rows.push_back({each.id, "missed", "ours: squire bug " + each.id.substr(0, 7), each.scanner,
                        fmt::format("CWE-{} at {}:{}", each.cwe, each.file, each.line)});
    if (rows.empty()) {
        environment.out << "No report waits for anybody. squire bug FINDING drafts one.\n";
        return kClean;
    }
    environment.out << columns_text({"id", "state", "turn", "scanner", "what"}, rows, environment.out_is_terminal ? environment.width : 0);
    return kClean;
}

int show(const Arguments& arguments, Environment& environment) {
    const auto session = open_session(environment);
    if (!session) return told(environment, session.error());
    const auto record = workspace::bug_record(session->store, arguments.id);
    if (!record) return told(environment, record.error());
    const Time now = environment.clock.now();
    if (arguments.format == "json") {
        JsonWriter writer;
        write_record(writer, *record, now);
        environment.out << writer.take();
        return kClean;
    }
    std::ostream& out = environment.out;
    out << fmt::format("{}  {}\n{}, {}; turn: {}\n", record->id, printable(record->title), printable(record->scanner), record->tracker,
                       turn_of(*record, now));
    if (!record->url.empty()) out << fmt::format("{}\n", printable(record->url));
    for (const workspace::BugStep& step : record->steps)
        out << fmt::format("{}  {:<9} {}{}\n", to_rfc3339(step.at).substr(0, 10), workspace::to_string(step.to), printable(step.by),
                           step.note.empty() ? "" : ": " + printable(step.note));
    if (record->state() == BugState::draft && !record->missing.empty()) out << fmt::format("missing: {}\n", fmt::join(record->missing, ", "));
    if (arguments.format == "markdown" || arguments.all) {
        const auto text = bugreport::project_text(session->workspace.root, record->folder + "/report.md");
        if (!text) return told(environment, text.error());
        out << '\n' << *text;
    }
    return kClean;
}

int mark_missed(const Arguments& arguments, Environment& environment) {
    auto session = open_session(environment);
    if (!session) return told(environment, session.error());
    const std::size_t colon = arguments.place.rfind(':');
    std::uint32_t line = 0;
    if (colon != std::string::npos) std::from_chars(arguments.place.data() + colon + 1, arguments.place.data() + arguments.place.size(), line);
    if (line == 0) return told(environment, {ErrorKind::usage, "this is no place", arguments.place, "FILE:LINE, from the project's root"});
    const std::uint32_t cwe = finding::parse_cwe(arguments.cwe);
    if (cwe == 0) return told(environment, {ErrorKind::usage, "this is no number of a weakness", arguments.cwe, "--cwe 89"});
    const std::string file = arguments.place.substr(0, colon);
    const auto text = bugreport::project_text(session->workspace.sandbox(), file);
    if (!text) return told(environment, text.error());
    if (static_cast<std::uint64_t>(std::ranges::count(*text, '\n')) + 1 < line)
        return told(environment, {ErrorKind::not_found, "the file has no such line", arguments.place, ""});
    const auto head = source::provenance_of(session->workspace.sandbox());
    const auto kept = workspace::keep_missed(session->store,
                                             {.file = file,
                                              .line = line,
                                              .commit = head ? head->revision : std::string(),
                                              .cwe = cwe,
                                              .rule = arguments.rule,
                                              .scanner = arguments.scanner,
                                              .note = arguments.note},
                                             session->person, environment.clock.now());
    if (!kept) return told(environment, kept.error());
    environment.out << fmt::format("{}  CWE-{} at {}:{} is marked as missed\n", kept->id, kept->cwe, printable(kept->file), kept->line);
    environment.out << fmt::format("squire bug {} drafts a report, with --rules and --witness for a smaller example.\n", kept->id.substr(0, 7));
    return kClean;
}

// --- the internship that a report is part of ---

// A scanner as the program's tables name it: a word.
std::string word_of(std::string_view scanner) {
    std::string word = to_lower(scanner);
    for (char& c : word) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        if (!plain) c = '-';
    }
    return word;
}

Result<std::string> open_contribution(const Arguments& arguments, const BugRecord& record, Environment& environment) {
    auto desk = Desk::open(environment, arguments.who);
    if (!desk) return std::unexpected(desk.error());
    program::Deed deed{.kind = Kind::contribution, .move = "open"};
    deed.data = {
        {"internship", arguments.internship}, {"form", "report"}, {"purpose", "report"}, {"title", record.title}, {"url", arguments.url},
        {"scanner", word_of(record.scanner)}};
    auto done = (*desk)->act(std::move(deed));
    if (!done) return std::unexpected(done.error());
    return done->id;
}

// The contribution follows, and what came of the report becomes feedback about the scanner.
Result<void> follow(const Arguments& arguments, const BugRecord& record, BugState to, Environment& environment) {
    if (record.contribution.empty()) return {};
    auto desk = Desk::open(environment, arguments.who);
    if (!desk) return std::unexpected(desk.error());
    const program::Object* const contribution = (*desk)->program.find(Kind::contribution, record.contribution);
    if (contribution == nullptr) return {};
    const std::string internship = contribution->text("internship");
    const char* const move = to == BugState::answered ? "answered" : to == BugState::sent ? "reply" : to == BugState::fixed ? "merge" : "close";
    auto moved = (*desk)->act({.kind = Kind::contribution, .id = record.contribution, .move = move, .by = {}, .why = arguments.note});
    if (!moved) return std::unexpected(moved.error());
    if (to != BugState::fixed && to != BugState::closed) return {};
    program::Deed feedback{.kind = Kind::feedback, .move = "give"};
    feedback.data = {
        {"internship", internship}, {"scanner", word_of(record.scanner)}, {"proof", record.url}, {"contribution", record.contribution}};
    if (to == BugState::fixed) {
        feedback.data["worked"] = fmt::format("its team repaired what was reported: {}", arguments.note);
        feedback.data["failed"] = record.title;
    } else {
        feedback.data["failed"] = fmt::format("{}; closed without a repair: {}", record.title, arguments.note);
    }
    auto given = (*desk)->act(std::move(feedback));
    if (!given) return std::unexpected(given.error());
    return {};
}

int move(BugState to, const Arguments& arguments, Environment& environment) {
    auto session = open_session(environment);
    if (!session) return told(environment, session.error());
    const auto before = workspace::bug_record(session->store, arguments.id);
    if (!before) return told(environment, before.error());
    BugMove step{.to = to,
                 .note = arguments.note,
                 .url = arguments.url,
                 .nudge_after = {},
                 .not_ready_all_the_same = arguments.anyway,
                 .contribution = {}};
    if (to == BugState::sent && (arguments.nudge_given || before->url.empty())) step.nudge_after = arguments.nudge;
    // First what may be refused by the program's rules, then ours: a step that is half done can be made again.
    if (to == BugState::sent && !arguments.internship.empty() && before->contribution.empty()) {
        auto contribution = open_contribution(arguments, *before, environment);
        if (!contribution) return told(environment, contribution.error());
        step.contribution = std::move(*contribution);
    }
    const auto record = workspace::move_bug(session->store, arguments.id, step, session->person, environment.clock.now());
    if (!record) return told(environment, record.error());
    if (!before->contribution.empty()) {
        if (auto followed = follow(arguments, *before, to, environment); !followed) return told(environment, followed.error());
    }
    environment.out << fmt::format("{} is {}; turn: {}\n", record->id, workspace::to_string(record->state()),
                                   turn_of(*record, environment.clock.now()));
    return kClean;
}

using Work = int (*)(const Arguments&, Environment&);

CLI::App* add(CLI::App& bug, const char* name, const char* what, const std::shared_ptr<Arguments>& arguments,
              std::function<int(Environment&)>& action, Work work) {
    CLI::App* const command = bug.add_subcommand(name, what)->group("Commands");
    command->callback(
        [arguments, work, &action] { action = [arguments, work](Environment& environment) { return work(*arguments, environment); }; });
    return command;
}

template <BugState to> int move_to(const Arguments& arguments, Environment& environment) { return move(to, arguments, environment); }

template <BugState to>
CLI::App* add_move(CLI::App& bug, const char* name, const char* what, const char* note, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* const command = add(bug, name, what, arguments, action, move_to<to>);
    command->add_option("ID", arguments->id, "The report's id, or its beginning")->required();
    command->add_option("--note", arguments->note, note)->type_name("TEXT");
    add_who(*command, arguments->who);
    if (to == BugState::sent) {
        command->add_option("--url", arguments->url, "Where it stands")->type_name("ADDRESS");
        command->add_option("--nudge", arguments->nudge, "Days without an answer after which to ask again; 0: never")
            ->check(number_between(0, 3'650))
            ->capture_default_str()
            ->type_name("DAYS")
            ->each([arguments](const std::string&) { arguments->nudge_given = true; });
        command->add_option("--internship", arguments->internship, "The internship that it counts for")->type_name("ID");
        command->add_flag("--anyway", arguments->anyway, "It was sent although it is not ready");
    }
    return command;
}

} // namespace

void add_bug_follow_up_commands(CLI::App& bug, std::function<int(Environment&)>& action) {
    auto listing = std::make_shared<Arguments>();
    CLI::App* const list_command = add(bug, "list", "Reports and whose turn they are; missed weaknesses", listing, action, list);
    list_command->add_flag("--all", listing->all, "Those that are over, too");
    list_command->add_option("-f,--format", listing->format, "table or json")
        ->check(one_of({"table", "json"}))
        ->capture_default_str()
        ->type_name("FORMAT");

    auto showing = std::make_shared<Arguments>();
    CLI::App* const show_command = add(bug, "show", "One report: what happened to it, and its text", showing, action, show);
    show_command->add_option("ID", showing->id, "The report's id, or its beginning")->required();
    show_command->add_option("-f,--format", showing->format, "table, markdown (with the text) or json")
        ->check(one_of({"table", "markdown", "json"}))
        ->capture_default_str()
        ->type_name("FORMAT");

    auto missing = std::make_shared<Arguments>();
    CLI::App* const missed_command = add(bug, "missed", "Mark a weakness that no scanner reports", missing, action, mark_missed);
    missed_command->add_option("PLACE", missing->place, "FILE:LINE, from the project's root")->required();
    missed_command->add_option("--cwe", missing->cwe, "What it is: 89")->required()->type_name("NUMBER");
    missed_command->add_option("--rule", missing->rule, "The rule that should see it")->type_name("ID");
    missed_command->add_option("--scanner", missing->scanner, "The scanner that misses it")->capture_default_str()->type_name("NAME");
    missed_command->add_option("--note", missing->note, "Why it is one: where the data comes from and what it does")->type_name("TEXT");
    missed_command->footer("Example:\n  squire bug missed src/db.py:30 --cwe 89 --note \"the id comes from the request\"");

    add_move<BugState::sent>(bug, "sent", "It was sent, or we answered: it is their turn", "What was said", action)
        ->footer("Example:\n  squire bug sent 1a2b3c4 --url https://example.org/issues/1 --nudge 14");
    add_move<BugState::answered>(bug, "answered", "They answered: it is our turn", "What they say", action);
    add_move<BugState::fixed>(bug, "fixed", "They repaired it", "The version that has it", action);
    add_move<BugState::closed>(bug, "closed", "It is over without a repair", "Why", action);
}

} // namespace squire::cli
