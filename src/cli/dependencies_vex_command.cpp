// SPDX-License-Identifier: MIT
#include "cli/dependencies_vex_command.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "advisories/index.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/help.h"
#include "cli/workspace_session.h"
#include "dependencies/collect.h"
#include "dependencies/vex_writer.h"
#include "dependencies/weakness.h"
#include "source/directory_source.h"
#include "source/provenance.h"

namespace squire::cli {
namespace {

struct Arguments {
    CLI::App* command = nullptr; // which knows what was given
    std::string path = ".";
    std::string index;
    std::string format = "openvex";
    std::string output;
};

using Decisions = std::unordered_map<std::string, dependencies::VexDecision>; // by fingerprint

Result<Decisions> decisions_of(const store::Store& store) {
    const auto rows = store.list({.types = {finding::ReportType::dependency_scanning}, .limit = 0});
    if (!rows) return std::unexpected(rows.error());
    Decisions decisions;
    for (const store::VulnerabilityRow& row : *rows) {
        if (row.state == finding::State::needs_triage) continue;
        const auto vulnerability = store.vulnerability(row.id);
        if (!vulnerability) return std::unexpected(vulnerability.error());
        const auto history = store.history(row.id);
        if (!history) return std::unexpected(history.error());
        const auto last =
            std::find_if(history->rbegin(), history->rend(), [](const store::Event& event) { return event.kind == store::Event::Kind::moved; });
        const std::string comment = last == history->rend() ? "" : last->comment;
        for (const finding::Sighting& sighting : vulnerability->sightings)
            for (const finding::Finding& each : sighting.findings)
                decisions[each.fingerprint] = {.state = vulnerability->state, .dismissal = vulnerability->dismissal, .comment = comment};
    }
    return decisions;
}

Result<int> write(Arguments& arguments, Environment& environment) {
    Decisions decisions;
    std::string author;
    if (arguments.command->count("PATH") == 0) {
        auto workspace = workspace::find_workspace(".");
        if (!workspace) return std::unexpected(workspace.error());
        if (*workspace) {
            arguments.path = (*workspace)->sandbox().string();
            const auto session = open_session(environment, std::move(**workspace));
            if (!session) return std::unexpected(session.error());
            auto decided = decisions_of(session->store);
            if (!decided) return std::unexpected(decided.error());
            decisions = std::move(*decided);
            author = session->person;
        }
    }
    const auto index =
        advisories::Index::open(arguments.index.empty() ? advisories::default_index_file() : std::filesystem::path(arguments.index));
    if (!index) return std::unexpected(index.error());
    const auto source = source::open_directory(arguments.path, {.mark_ignored = true});
    if (!source) return std::unexpected(source.error());
    Problems problems;
    const auto inventory = dependencies::collect_packages(
        **source, {.workers = std::max(1U, std::thread::hardware_concurrency()), .cancellation = &environment.cancellation}, problems);
    if (!inventory) return std::unexpected(inventory.error());
    const auto vulnerable = dependencies::find_vulnerable(*inventory, *index, environment.cancellation);
    if (!vulnerable) return std::unexpected(vulnerable.error());
    if (environment.cancellation.requested()) return fail(ErrorKind::interrupted, "interrupted; nothing is written");
    const auto entries = dependencies::vex_entries(*inventory, *vulnerable, [&](const std::string& fingerprint) {
        const auto found = decisions.find(fingerprint);
        return found == decisions.end() ? dependencies::VexDecision{} : found->second;
    });
    const auto provenance = source::provenance_of(arguments.path).value_or(finding::Provenance{});
    const dependencies::VexContext context{.now = environment.clock.now(), .author = author, .product = provenance.repository};
    const std::string text =
        arguments.format == "cyclonedx" ? dependencies::write_cyclonedx_vex(entries, context) : dependencies::write_openvex(entries, context);
    if (arguments.output.empty()) {
        environment.out << text;
    } else {
        if (const auto written = write_file(arguments.output, text); !written) return std::unexpected(written.error());
        environment.err << fmt::format("squire: {} statement{} {} in {}\n", entries.size(), entries.size() == 1 ? "" : "s",
                                       entries.size() == 1 ? "is" : "are", printable(arguments.output));
    }
    print_problems(environment, problems.list(), problems.left_out());
    return problems.incomplete() ? kIncomplete : kClean;
}

} // namespace

void add_dependencies_vex_command(CLI::App& dependencies, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command =
        dependencies.add_subcommand("vex", "Write what was decided of packages' weaknesses: OpenVEX or CycloneDX")->group("Commands");
    arguments->command = command;
    command->add_option("PATH", arguments->path,
                        "A folder, or one lockfile; without it, the sandbox of the workspace, else the folder you are in");
    command->add_option("--index", arguments->index, "The index of advisories, instead of the one in your data folder")->type_name("FILE");
    command->add_option("-f,--format", arguments->format, "openvex (0.2.0) or cyclonedx (1.6)")
        ->check(one_of({"openvex", "cyclonedx"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    command->add_option("-o,--output", arguments->output, "Write it there")->type_name("FILE");
    command->footer(
        "Examples:\n"
        "  squire dependencies vex --output openvex.json; squire scan --vex openvex.json\n"
        "  squire dependencies vex --format cyclonedx ~/src/project\n"
        "In a workspace, each statement says what was decided (squire triage): not_affected, with the reason, for what was dismissed\n"
        "as a false positive, as used in tests or as mitigated; affected for what was confirmed, and for risks that are accepted.\n"
        "Everything else is under_investigation.\n"
        "Exit codes: 0 it is written, 2 wrong usage, 3 some could not be read.");
    command->callback([arguments, &action] {
        action = [arguments](Environment& environment) {
            const auto code = write(*arguments, environment);
            if (code) return *code;
            print_error(environment, code.error());
            return exit_code_for(code.error());
        };
    });
}

} // namespace squire::cli
