// SPDX-License-Identifier: MIT
#include "cli/report_command.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/counted.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/desk.h"
#include "cli/help.h"
#include "cli/workspace_session.h"
#include "collateral/chromium.h"
#include "collateral/embargo.h"
#include "collateral/secrets_in_text.h"
#include "collateral/write_up.h"
#include "journey/write_up_request.h"
#include "workspace/workspace.h"
#include "writeup/check.h"
#include "writeup/embargo.h"
#include "writeup/figures.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSource = "writeup.md";
constexpr const char* kFolder = "writeup";

struct Arguments {
    std::string source;
    std::string output;
    std::string internship;
    std::vector<std::string> readers;
    std::vector<std::string> outputs;
    bool discard_edits = false;
    std::string format = "text";
    std::string finding;
    std::string why;
    long days = writeup::Embargo().days;
    long grace = writeup::Embargo().grace;
    bool lift = false;
};

struct Opened {
    std::unique_ptr<Desk> desk;
    writeup::Facts facts;
    collateral::WriteUpRequest request;
};

Result<Opened> open(const Arguments& arguments, Environment& environment) {
    Opened opened;
    auto desk = Desk::open(environment, "");
    if (!desk) return std::unexpected(desk.error());
    opened.desk = std::move(*desk);
    const auto workspace = workspace::find_workspace(fs::current_path());
    if (!workspace) return std::unexpected(workspace.error());
    collateral::GatherRequest wanted = *workspace ? journey::write_up_request(**workspace) : collateral::GatherRequest();
    wanted.internship = arguments.internship;
    auto facts = collateral::gather_facts(opened.desk->store, wanted);
    if (!facts) return std::unexpected(facts.error());
    opened.facts = std::move(*facts);
    opened.request.source = arguments.source.empty() ? opened.desk->folder / kSource : fs::path(arguments.source);
    opened.request.folder = arguments.output.empty() ? opened.desk->folder / kFolder : fs::path(arguments.output);
    opened.request.discard_edits = arguments.discard_edits;
    opened.request.cancellation = &environment.cancellation;
    opened.request.chromium = collateral::find_chromium();
    // A PDF that was asked for by name is printed for whoever the version is for.
    opened.request.print_all = !arguments.readers.empty() || !arguments.outputs.empty();
    if (!arguments.readers.empty()) {
        opened.request.audiences.clear();
        for (const std::string& each : arguments.readers) opened.request.audiences.push_back(*writeup::parse_audience(each));
    }
    if (!arguments.outputs.empty()) {
        std::erase_if(opened.request.outputs, [&](collateral::Output output) {
            return std::ranges::find(arguments.outputs, collateral::to_string(output)) == arguments.outputs.end();
        });
    }
    return opened;
}

int finish(const collateral::WriteUp& result, Environment& environment, int code) {
    const bool incomplete = std::ranges::any_of(result.problems, [](const Problem& each) { return each.weight == Weight::incomplete; });
    for (const Problem& problem : result.problems)
        environment.err << fmt::format("squire: {}: {}\n", problem.weight == Weight::incomplete ? "not made" : "warning",
                                       describe(problem.error));
    return incomplete ? static_cast<int>(kIncomplete) : code;
}

Result<std::vector<writeup::Complaint>> complaints_of(const Opened& opened, const Environment& environment) {
    const auto text = read_file(opened.request.source, 4U << 20U);
    if (!text) return std::unexpected(text.error());
    const auto source = writeup::read_source(*text);
    if (!source) {
        Error error = source.error();
        error.place = fmt::format("{}:{}", opened.request.source.string(), error.place);
        return std::unexpected(std::move(error));
    }
    auto secrets = collateral::secrets_in_text(*text, cache_folder(), environment.clock);
    if (!secrets) return std::unexpected(secrets.error());
    const fs::path beside = fs::absolute(opened.request.source).parent_path();
    return writeup::check(*source, opened.facts, {.secrets = std::move(*secrets), .is_there = [beside](std::string_view path) {
                                                      std::error_code error;
                                                      return !path.starts_with('/') && fs::is_regular_file(beside / path, error);
                                                  }});
}

int write(const Arguments& arguments, Environment& environment) {
    auto opened = open(arguments, environment);
    if (!opened) return failed(environment, opened.error());
    const auto result = collateral::write_up(opened->facts, opened->request);
    if (!result) return failed(environment, result.error());
    if (result->new_source) environment.out << fmt::format("A source to write in: {}\n", printable(opened->request.source.string()));
    for (const fs::path& each : result->written) environment.out << printable((opened->request.folder / each).string()) << '\n';
    // What is written may be read by its author alone; what may be published, `check` says.
    if (const auto complaints = complaints_of(*opened, environment); !complaints)
        return failed(environment, complaints.error());
    else if (!complaints->empty())
        environment.err << fmt::format("squire: warning: {} to mend before it is published: squire report check\n",
                                       counted(complaints->size(), "thing"));
    return finish(*result, environment, kClean);
}

int begin(const Arguments& arguments, Environment& environment) {
    auto opened = open(arguments, environment);
    if (!opened) return failed(environment, opened.error());
    const std::string name = printable(opened->request.source.string());
    if (std::error_code error; fs::exists(opened->request.source, error))
        return failed(environment, {ErrorKind::usage, "there is a source already", name, "squire report refresh brings it up to date"});
    const auto result = collateral::refresh_source(opened->facts, opened->request);
    if (!result) return failed(environment, result.error());
    environment.out << fmt::format("{}: answer its questions between the blocks, then: squire report check\n", name);
    return finish(*result, environment, kClean);
}

int refresh(const Arguments& arguments, Environment& environment) {
    auto opened = open(arguments, environment);
    if (!opened) return failed(environment, opened.error());
    const std::string name = printable(opened->request.source.string());
    if (std::error_code error; !fs::exists(opened->request.source, error))
        return failed(environment, {ErrorKind::not_found, "there is no source", name, "squire report init begins one"});
    const auto result = collateral::refresh_source(opened->facts, opened->request);
    if (!result) return failed(environment, result.error());
    environment.out << fmt::format("{}: up to date with the ledger at entry {}\n", name, opened->facts.ledger_entries);
    return finish(*result, environment, result->edited.empty() ? kClean : kFindings);
}

int check(const Arguments& arguments, Environment& environment) {
    auto opened = open(arguments, environment);
    if (!opened) return failed(environment, opened.error());
    const std::string name = printable(opened->request.source.string());
    if (std::error_code error; !fs::exists(opened->request.source, error))
        return failed(environment, {ErrorKind::not_found, "there is no source", name, "squire report init begins one"});
    const auto complaints = complaints_of(*opened, environment);
    if (!complaints) return failed(environment, complaints.error());
    if (arguments.format == "json") {
        environment.out << writeup::to_json(*complaints);
        return complaints->empty() ? kClean : kFindings;
    }
    for (const writeup::Complaint& each : *complaints) {
        const std::string place = each.line == 0 ? name : fmt::format("{}:{}", name, each.line);
        environment.out << fmt::format("{}: {}: {}\n", place, writeup::to_string(each.rule), printable(each.what));
        if (!each.next.empty()) environment.out << fmt::format("    {}\n", printable(each.next));
    }
    environment.out << (complaints->empty() ? name + ": nothing stands between it and its readers\n"
                                            : fmt::format("{} to mend before it is published\n", counted(complaints->size(), "thing")));
    return complaints->empty() ? kClean : kFindings;
}

int embargo(const Arguments& arguments, Environment& environment) {
    auto session = open_session(environment);
    if (!session) return failed(environment, session.error());
    const writeup::Embargo wanted{.days = arguments.days, .grace = arguments.grace, .lifted = arguments.lift, .why = arguments.why};
    const auto id = collateral::keep_embargo(session->store, arguments.finding, wanted, session->person);
    if (!id) return failed(environment, id.error());
    const auto facts = collateral::gather_facts(session->store, {});
    if (!facts) return failed(environment, facts.error());
    const auto found = std::ranges::find(facts->vulnerabilities, *id, &writeup::VulnerabilityFacts::id);
    environment.out << fmt::format("{}: {} {} ({})\n", id->substr(0, 10), found->embargo.holds ? "under embargo until" : "no embargo since",
                                   found->embargo.until, printable(found->embargo.why));
    return kClean;
}

int figures(const Arguments& arguments, Environment& environment) {
    auto opened = open(arguments, environment);
    if (!opened) return failed(environment, opened.error());
    environment.out << writeup::to_json(opened->facts, false);
    return kClean;
}

} // namespace

void add_report_command(CLI::App& program, std::function<int(Environment&)>& action) {
    CLI::App* const report =
        program.add_subcommand("report", "The write-up of an internship: from the ledger and your words, for three kinds of readers");
    report->require_subcommand(0, 1);
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    const auto common = [&](CLI::App* command) {
        command->add_option("--source", arguments->source, fmt::format("The Markdown source; without it, {} in the workspace", kSource))
            ->type_name("FILE");
        command->add_option("--internship", arguments->internship, "Which one, where there are several")->type_name("ID");
    };
    const auto add = [&](const char* name, const char* help, int (*work)(const Arguments&, Environment&)) {
        CLI::App* const command = report->add_subcommand(name, help)->group("Commands");
        common(command);
        command->callback(
            [arguments, work, &action] { action = [arguments, work](Environment& environment) { return work(*arguments, environment); }; });
        return command;
    };
    common(report);
    report->add_option("-o,--output", arguments->output, fmt::format("The folder of what is written; without it, {}/ in the workspace", kFolder))
        ->type_name("DIR");
    report->add_option("--for", arguments->readers, "Only these readers: public, maintainers, scanners")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(one_of({"public", "maintainers", "scanners"}))
        ->type_name("LIST");
    report->add_option("--only", arguments->outputs, "Only these outputs: markdown, html, pdf, slides, slides-pdf, json")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(one_of({"markdown", "html", "pdf", "slides", "slides-pdf", "json"}))
        ->type_name("LIST");
    report->add_flag("--discard-edits", arguments->discard_edits, "Write blocks anew that were changed by hand");
    add("init", "Begin a source: questions for you, and blocks that squire keeps up to date", begin)
        ->footer("Example:\n  squire report init && $EDITOR writeup.md");
    CLI::App* const again = add("refresh", "Bring the generated blocks up to date; your words stay byte for byte", refresh);
    again->add_flag("--discard-edits", arguments->discard_edits, "Write blocks anew that were changed by hand");
    again->footer("Example:\n  squire report refresh\nExit codes: 0 up to date; 1 a block was changed by hand and stays as it is.");
    CLI::App* const look = add("check", "Say what stands between the source and its publication, and where", check);
    look->add_option("-f,--format", arguments->format, "text or json")
        ->check(one_of({"text", "json"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    look->footer(
        "Looked at: numbers in your words against the ledger, links, secrets, findings under embargo, missing parts, blocks that are out of "
        "date, and how\n"
        "easily it reads (docs/report.md).\n"
        "Example:\n  squire report check --format json\nExit codes: 0 nothing to mend; 1 something to mend; 2 no source, or a broken one.");
    CLI::App* const hold =
        report->add_subcommand("embargo", "How long a finding is kept from the public, or that it may be told")->group("Commands");
    hold->add_option("FINDING", arguments->finding, "Its id, or the beginning of it")->required();
    hold->add_option("--days", arguments->days, "From the day it was first seen")->capture_default_str()->type_name("N");
    hold->add_option("--grace", arguments->grace, "Days more; also those after it was fixed")->capture_default_str()->type_name("N");
    hold->add_flag("--lift", arguments->lift, "It may be told now");
    hold->add_option("--why", arguments->why, "Who agreed, or where it is public already")->type_name("TEXT");
    hold->footer(
        "Examples:\n  squire report embargo 3ca49b8 --days 30\n  squire report embargo 3ca49b8 --lift --why 'published as CVE-2026-1234'");
    hold->callback([arguments, &action] { action = [arguments](Environment& environment) { return embargo(*arguments, environment); }; });
    add("figures", "Every figure with its evidence, as JSON", figures)
        ->footer("Example:\n  squire report figures | jq '.figures[] | select(.value > 0)'");
    report->footer("Without a subcommand it writes all versions: Markdown for a blog or handbook, one HTML file, PDF (of the public version, or "
                   "of what --for\n"
                   "and --only name), slides and JSON.\n"
                   "Examples:\n  squire report init\n  squire report check\n  squire report -o out --for public --only html,pdf");
    report->callback([arguments, report, &action] {
        if (report->get_subcommands().empty()) action = [arguments](Environment& environment) { return write(*arguments, environment); };
    });
}

} // namespace squire::cli
