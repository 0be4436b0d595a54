// SPDX-License-Identifier: MIT
#include "cli/import_command.h"

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/text.h"
#include "cli/help.h"
#include "cli/scan_summary.h"
#include "cli/workspace_session.h"
#include "source/provenance.h"
#include "source/revision.h"
#include "workspace/imports.h"
#include "workspace/recording.h"

namespace squire::cli {
namespace {

struct Arguments {
    std::vector<std::string> files;
    std::string type = "sast";
    std::string commit;
};

int import(const Arguments& arguments, Environment& environment) {
    auto session = open_session(environment);
    if (!session) {
        print_error(environment, session.error());
        return exit_code_for(session.error());
    }
    std::string commit;
    if (!arguments.commit.empty()) {
        auto found = source::commit_id_of(session->workspace.sandbox(), arguments.commit);
        if (!found) {
            print_error(environment, found.error());
            return exit_code_for(found.error());
        }
        commit = std::move(*found);
    }
    Problems problems;
    const auto head = source::provenance_of(session->workspace.sandbox());
    // All files are read before one is recorded: a wrong name in the list changes nothing.
    std::vector<workspace::ImportedFile> read;
    for (const std::string& file : arguments.files) {
        auto imported = workspace::read_report_file(file, *finding::parse_report_type(arguments.type), problems);
        if (!imported) {
            print_error(environment, imported.error());
            return exit_code_for(imported.error());
        }
        read.push_back(std::move(*imported));
    }
    for (std::size_t i = 0; i < read.size(); ++i) {
        for (finding::Report& report : read[i].reports) {
            if (!commit.empty()) {
                report.provenance.revision = commit;
            } else if (report.provenance.revision.empty() && head) {
                report.provenance.revision = head->revision;
            }
            // SARIF need not say when.
            if (report.end_time == Time{}) report.start_time = report.end_time = environment.clock.now();
            const auto record = workspace::record(session->store, session->workspace,
                                                  {.report = report,
                                                   .looked = workspace::Looked::foreign,
                                                   .report_digest = read[i].digest,
                                                   .key = finding::FingerprintKey::from_environment()},
                                                  session->person);
            if (!record) {
                Error error = record.error();
                if (error.place.empty()) error.place = arguments.files[i];
                print_error(environment, error);
                return exit_code_for(error);
            }
            environment.out << fmt::format("{}: {}\n", printable(arguments.files[i]), summary_of(*record));
        }
    }
    print_problems(environment, problems.list(), problems.left_out(), 3); // an odd report is odd in every result
    return kClean;
}

} // namespace

void add_import_command(CLI::App& program, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command =
        program.add_subcommand("import", "Record reports of other scanners: GitLab's, SARIF, Semgrep's and Gitleaks' JSON, Squire's");
    command->add_option("FILE", arguments->files, "Report files; each counts as one scan by the scanner that it names")->required();
    command->add_option("--type", arguments->type, "What a SARIF file is about, which SARIF does not say: sast, secret_detection, …")
        ->check(one_of({"sast", "secret_detection", "dependency_scanning", "container_scanning", "dast", "api_fuzzing", "coverage_fuzzing"}))
        ->capture_default_str()
        ->type_name("TYPE");
    command->add_option("--commit", arguments->commit, "Which commit was scanned; without it, what the report says, else the sandbox's HEAD")
        ->type_name("REV");
    command->footer("Inside a workspace (squire init). Findings that another scanner reported of the same place get a second witness.\n"
                    "Examples:\n"
                    "  squire import gl-sast-report.json gl-secret-detection-report.json\n"
                    "  squire import bandit.sarif --type sast");
    command->callback([arguments, &action] { action = [arguments](Environment& environment) { return import(*arguments, environment); }; });
}

} // namespace squire::cli
