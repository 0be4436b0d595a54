// SPDX-License-Identifier: MIT
#include "cli/compare_command.h"

#include <filesystem>
#include <limits>
#include <memory>
#include <ostream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/file.h"
#include "cli/comparison_output.h"
#include "cli/finding_card.h"
#include "cli/help.h"
#include "workspace/imports.h"
#include "workspace/workspace.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
    std::vector<std::string> files;
    std::string source;
    std::string type = "sast";
    std::string format = "table";
    unsigned limit = 20;
};

constexpr std::size_t kMostReports = 50; // each finding is held against those of all others

// The folder of the code: what is said, else the workspace's sandbox, else where one stands.
fs::path source_of(const Arguments& arguments) {
    if (!arguments.source.empty()) return arguments.source;
    std::error_code error;
    const fs::path here = fs::current_path(error);
    if (error) return {};
    const auto workspace = workspace::find_workspace(here);
    return workspace && *workspace ? (*workspace)->sandbox() : here;
}

bool same_scanner(const finding::Report& one, const finding::Report& other) {
    return one.scanner.id == other.scanner.id && one.scanner.version == other.scanner.version && one.type == other.type;
}

int compare(const Arguments& arguments, Environment& environment) {
    Problems problems;
    ReportsCompared compared;
    std::vector<std::string> texts; // of each report's file
    const auto refuse = [&](const Error& error) {
        print_error(environment, error);
        return exit_code_for(error);
    };
    for (const std::string& file : arguments.files) {
        auto read = workspace::read_report_file(file, *finding::parse_report_type(arguments.type), problems);
        if (!read) return refuse(read.error());
        const auto text = read_file(file, std::numeric_limits<std::uint32_t>::max());
        if (!text) return refuse(text.error());
        bool first = true;
        for (finding::Report& report : read->reports) {
            compared.files.push_back(file);
            compared.faults.push_back(first ? formats::faults_of(*text) : std::vector<formats::ReportFault>());
            // Two runs of one scanner show whether its ids last.
            for (std::size_t earlier = 0; first && earlier < compared.reports.size(); ++earlier) {
                if (!same_scanner(compared.reports[earlier], report)) continue;
                auto unstable = formats::unstable_ids(*text, texts[earlier]);
                compared.faults.back().insert(compared.faults.back().end(), unstable.begin(), unstable.end());
                break;
            }
            compared.reports.push_back(std::move(report));
            texts.push_back(*text);
            first = false;
        }
    }
    if (compared.reports.size() > kMostReports)
        return refuse(
            {ErrorKind::limit, fmt::format("these are {} reports; at most {} are compared at once", compared.reports.size(), kMostReports)});
    compared.source = source_of(arguments);
    std::error_code no_folder;
    if (!arguments.source.empty() && !fs::is_directory(compared.source, no_folder))
        return refuse({ErrorKind::not_found, "there is no such folder", arguments.source, "--source names the folder of the code"});
    auto redact = make_redaction(compared.source);
    if (!redact) return refuse(redact.error());
    compared.redact = std::move(*redact);
    compared.groups = bugreport::compare_reports(compared.reports);
    const std::size_t most = arguments.limit == 0 ? std::numeric_limits<std::size_t>::max() : arguments.limit;
    environment.out << (arguments.format == "json" ? comparison_json(compared) : comparison_table(compared, most, environment));
    print_problems(environment, problems.list(), problems.left_out(), 3); // an odd report is odd in every result
    for (const finding::Report& report : compared.reports) {
        if (report.status == finding::Status::failure) return kIncomplete;
    }
    return compared.agreed() == compared.groups.size() && compared.fault_count() == 0 ? kClean : kFindings;
}

} // namespace

void add_compare_command(CLI::App& program, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command =
        program.add_subcommand("compare", "Compare reports of scanners over the same code, and say what is wrong with them");
    command->add_option("REPORT", arguments->files, "Reports: Squire's JSON, GitLab's, SARIF, Semgrep's or Gitleaks' JSON")->required();
    command->add_option("--source", arguments->source, "The folder of the code; without it the workspace's sandbox, else the current folder")
        ->type_name("DIR");
    command->add_option("--type", arguments->type, "What a SARIF file is about, which SARIF does not say: sast, secret_detection, …")
        ->check(one_of({"sast", "secret_detection", "dependency_scanning", "container_scanning", "dast", "api_fuzzing", "coverage_fuzzing"}))
        ->capture_default_str()
        ->type_name("TYPE");
    command->add_option("-f,--format", arguments->format, "How to show it: table, json")
        ->check(one_of({"table", "json"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    command->add_option("--limit", arguments->limit, "Show at most so many disagreements of a kind; 0: all")
        ->capture_default_str()
        ->type_name("N");
    command->footer("Findings are the same where they stand at the same place and mean the same: by rule, by CWE, or by a CWE beside it.\n"
                    "Exit codes: 0 they agree and are sound, 1 they disagree or have faults, 2 wrong usage, 3 a scan did not end.\n"
                    "Examples:\n"
                    "  squire compare squire-sast.json semgrep.json --source ~/src/project\n"
                    "  squire compare gl-sast-report.json          what is wrong with this report\n"
                    "  squire compare monday.json tuesday.json     two runs of one scanner: do its ids last?");
    command->callback([arguments, &action] { action = [arguments](Environment& environment) { return compare(*arguments, environment); }; });
}

} // namespace squire::cli
