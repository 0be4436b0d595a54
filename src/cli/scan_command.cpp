// SPDX-License-Identifier: MIT
#include "cli/scan_command.h"

#include <algorithm>
#include <memory>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "advisories/index.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/help.h"
#include "cli/report_output.h"
#include "cli/scan_recording.h"
#include "cli/terminal_progress.h"
#include "dependencies/vex.h"
#include "formats/report_files.h"
#include "formats/table.h"
#include "scan/scan.h"
#include "scan/scanners.h"

namespace squire::cli {
namespace {

// Headings of --help.
constexpr const char* kWhat = "What to scan, instead of the files as they lie there";
constexpr const char* kHow = "How";
constexpr const char* kReport = "What to report";

struct Arguments {
    scan::ScanRequest request;
    std::string path = ".";
    CLI::App* command = nullptr; // which knows what was given
    bool history = false;
    bool staged = false;
    bool from_stdin = false;
    std::string since;
    std::string commit;
    std::string output;
    std::string format = "table";
    std::string baseline;
    std::string rules;
    std::vector<std::string> vex;
    std::string fail_on = "info";
    std::string index;
    unsigned jobs = 0;
    bool no_gitignore = false;
    bool show_secrets = false;
    bool all = false;
    bool no_cache = false;
    std::uint64_t largest_megabytes = 256;
};

// Whether the command line lets more than one scanner run. On it alone, not on what is found, hangs the shape of a report for machines.
bool may_be_several(const scan::ScanRequest& request) { return request.only.empty() ? !request.rules : request.only.size() > 1; }

Result<void> complete(Arguments& arguments, const Environment& environment) {
    scan::ScanRequest& request = arguments.request;
    const int extents = static_cast<int>(arguments.history) + static_cast<int>(arguments.staged) + static_cast<int>(arguments.from_stdin) +
                        static_cast<int>(!arguments.since.empty()) + static_cast<int>(!arguments.commit.empty());
    if (extents > 1) return fail(ErrorKind::usage, "--history, --since, --commit, --staged and --stdin exclude each other");
    if (arguments.show_secrets && !environment.out_is_terminal) {
        return fail(ErrorKind::usage, "--show-secrets is refused: standard output is not a terminal", "",
                    "secrets in a file or a pipe are leaked once more; run it in a terminal");
    }
    if (arguments.show_secrets && (arguments.format != "table" || !arguments.output.empty())) {
        return fail(ErrorKind::usage, "--show-secrets works with the table alone: reports never hold secrets");
    }
    request.path = arguments.path;
    request.extent = arguments.history           ? scan::Extent::history
                     : arguments.staged          ? scan::Extent::staged
                     : arguments.from_stdin      ? scan::Extent::standard_input
                     : !arguments.since.empty()  ? scan::Extent::since
                     : !arguments.commit.empty() ? scan::Extent::commit
                                                 : scan::Extent::tree;
    request.revision = arguments.since.empty() ? arguments.commit : arguments.since;
    if (!arguments.baseline.empty()) request.baseline = arguments.baseline;
    if (!arguments.rules.empty()) request.rules = arguments.rules;
    request.vex.assign(arguments.vex.begin(), arguments.vex.end());
    request.honour_gitignore = !arguments.no_gitignore;
    request.largest_file = arguments.largest_megabytes << 20U;
    if (arguments.format == "gitlab" && may_be_several(request) && arguments.output.empty())
        return fail(ErrorKind::usage, "GitLab's format holds the report of one scanner, and several may run here", "",
                    "--only names the scanner; -o DIR writes a file for each; json and sarif hold all");
    request.secrets.reveal = arguments.show_secrets;
    request.cache = cache_folder();
    request.reuse_results = !arguments.no_cache;
    request.index = arguments.index.empty() ? advisories::default_index_file() : std::filesystem::path(arguments.index);
    if (!arguments.index.empty()) { // one that is named must be there
        if (const auto index = advisories::Index::open(request.index); !index) return std::unexpected(index.error());
    }
    return {};
}

bool reaches(const finding::Report& report, finding::Severity threshold) {
    return std::ranges::any_of(report.findings,
                               [&](const finding::Finding& each) { return each.severity >= threshold && !dependencies::is_excused(each); });
}

bool given(const Arguments& arguments, const char* option) { return arguments.command->count(option) > 0; }

// What the settings of a workspace say, unless the command line does.
void follow_settings(Arguments& arguments, const workspace::Workspace& workspace) {
    const workspace::Settings& settings = workspace.settings;
    arguments.path = workspace.sandbox().string();
    const bool extent = arguments.history || !arguments.since.empty() || !arguments.commit.empty();
    if (!extent) arguments.history = settings.extent == workspace::Extent::history;
    if (!given(arguments, "--only")) arguments.request.only = settings.only;
    if (!given(arguments, "--rules") && !settings.rules.empty()) arguments.rules = (workspace.root / settings.rules).string();
    if (!given(arguments, "--vex"))
        for (const std::string& file : settings.vex) arguments.vex.push_back((workspace.root / file).string());
    if (!given(arguments, "--max-file-size")) arguments.largest_megabytes = settings.largest_file;
    if (!given(arguments, "--no-gitignore")) arguments.no_gitignore = !settings.gitignore;
    if (!given(arguments, "--fail-on")) arguments.fail_on = to_lower(finding::to_string(settings.fail_on));
}

// The workspace whose sandbox is scanned; nothing where the command line says what else to scan.
Result<std::optional<WorkspaceSession>> session_of(const Arguments& arguments, const Environment& environment) {
    if (given(arguments, "PATH") || arguments.staged || arguments.from_stdin) return std::nullopt;
    auto workspace = workspace::find_workspace(".");
    if (!workspace) return std::unexpected(workspace.error());
    if (!*workspace) return std::nullopt;
    auto session = open_session(environment, std::move(**workspace));
    if (!session) return std::unexpected(session.error());
    return std::move(*session);
}

// A scan that opens less than usual says nothing of what it did not open.
workspace::Looked looked_at(const Arguments& arguments) {
    if (!arguments.since.empty() || given(arguments, "--max-decode-depth") || given(arguments, "--max-archive-depth"))
        return workspace::Looked::part;
    return arguments.history ? workspace::Looked::history : workspace::Looked::tree;
}

int scan(Arguments& arguments, Environment& environment) {
    auto session = session_of(arguments, environment);
    if (!session) {
        print_error(environment, session.error());
        return exit_code_for(session.error());
    }
    if (*session) follow_settings(arguments, (*session)->workspace);
    if (auto completed = complete(arguments, environment); !completed) {
        print_error(environment, completed.error());
        return kUsage;
    }
    Problems problems;
    const auto progress = make_progress(environment.err, environment.err_is_terminal, environment.width);
    scanner::Context context{.clock = environment.clock,
                             .problems = problems,
                             .cancellation = environment.cancellation,
                             .progress = *progress,
                             .fingerprint_key = finding::FingerprintKey::from_environment(),
                             .workers = arguments.jobs != 0 ? arguments.jobs : std::max(1U, std::thread::hardware_concurrency())};
    auto outcome = scan::run_scan(arguments.request, context);
    if (!outcome) {
        Error error = outcome.error();
        if (error.hint.empty() && error.place == arguments.path) error.hint = "PATH is a folder, a file, or anywhere in a git repository";
        print_error(environment, error);
        return exit_code_for(error);
    }
    const auto format = *parse_report_format(arguments.format);
    bool found = false;
    bool lost = false; // reports that could not be written
    std::vector<const finding::Report*> reports;
    std::optional<ScanRecorder> recorder;
    if (*session && !arguments.baseline.empty()) {
        environment.err << "squire: not recorded: with --baseline, a scan does not tell all that it found\n";
    } else if (*session) {
        recorder.emplace(**session, looked_at(arguments), arguments.commit);
    }
    for (scan::ScannerOutcome& each : outcome->scanners) {
        if (each.report && recorder) {
            if (auto recorded = recorder->record(each.id, *each.report, environment); !recorded) {
                print_error(environment, recorded.error());
                lost = true;
            }
        }
        if (!each.report) {
            if (each.applicability.missed || !arguments.request.only.empty())
                environment.err << fmt::format("squire: {} not run: {}\n", each.id, each.applicability.reason);
            continue;
        }
        reports.push_back(&*each.report);
    }
    const bool several = may_be_several(arguments.request);
    if (several ? format != ReportFormat::gitlab : !reports.empty()) { // first, so that it is seen even where the files cannot be written
        const formats::TableStyle style{.colour = environment.colour, .width = environment.width, .show_all = arguments.all};
        const auto text = several ? format_reports(reports, format, style) : format_report(*reports.front(), format, style);
        if (!text) {
            print_error(environment, text.error());
            return kIncomplete;
        }
        environment.out << *text;
    }
    for (const scan::ScannerOutcome& each : outcome->scanners) {
        if (!each.report) continue;
        if (!arguments.output.empty()) {
            const auto written = formats::write_reports(arguments.output, each.id, *each.report);
            if (!written) {
                print_error(environment, written.error());
                lost = true;
            }
        }
        if (each.known > 0)
            environment.err << fmt::format("squire: {} known finding{} left out (baseline)\n", each.known, each.known == 1 ? "" : "s");
        found = found || reaches(*each.report, *finding::parse_severity(arguments.fail_on));
    }
    if (!arguments.output.empty() && !lost) environment.err << fmt::format("squire: reports are in {}\n", printable(arguments.output));
    print_problems(environment, outcome->problems, problems.left_out());
    if (recorder) recorder->finish(environment);
    if (environment.cancellation.requested()) {
        environment.err << "squire: interrupted; what was found until then is reported, and marked as incomplete\n";
        return kIncomplete;
    }
    if (lost || problems.incomplete()) return kIncomplete;
    return found ? kFindings : kClean;
}

} // namespace

void add_scan_command(CLI::App& program, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command = program.add_subcommand(
        "scan", "Look for leaked secrets, vulnerable packages and weaknesses in code, in a folder, a commit, or a history");
    arguments->command = command;
    std::string scanners;
    for (const scan::ScannerEntry& entry : scan::all_scanners())
        scanners += fmt::format("{}{} ({})", scanners.empty() ? "" : ", ", entry.id, entry.finds);
    command->add_option("PATH", arguments->path, "A folder, a file, or anywhere in a git repository")->capture_default_str();

    command->add_flag("--history", arguments->history, "Every version of every file that a branch or tag reaches")->group(kWhat);
    command->add_option("--since", arguments->since, "What came after a revision")->type_name("REV")->group(kWhat);
    command->add_option("--commit", arguments->commit, "The files of one commit")->type_name("REV")->group(kWhat);
    command->add_flag("--staged", arguments->staged, "What the next commit would bring (for a pre-commit hook)")->group(kWhat);
    command->add_flag("--stdin", arguments->from_stdin, "Standard input")->group(kWhat);
    command->add_flag("--no-gitignore", arguments->no_gitignore, "What git ignores, too")->group(kWhat);

    command->add_option("--only", arguments->request.only, "Scanners to run, with commas between: " + scanners)
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("LIST")
        ->group(kHow);
    command
        ->add_option("--rules", arguments->rules,
                     "Rules instead of the built-in ones: a file of Gitleaks' (secrets), or a file or folder of Semgrep's (source code); "
                     "without --only, only their scanner runs")
        ->type_name("PATH")
        ->group(kHow);
    command->add_option("--index", arguments->index, "The index of advisories, instead of the one in your data folder")
        ->type_name("FILE")
        ->group(kHow);
    command
        ->add_option("--vex", arguments->vex,
                     "What is known of packages' weaknesses in this project (OpenVEX or CycloneDX, JSON): those that it excuses are marked, and "
                     "do not count for --fail-on; more than once if need be")
        ->allow_extra_args(false)
        ->type_name("FILE")
        ->group(kHow);
    command->add_option("-j,--jobs", arguments->jobs, "Threads; without it, one for each processor")
        ->check(number_between(1, 256))
        ->type_name("N")
        ->group(kHow);
    command->add_flag("--no-cache", arguments->no_cache, "Look at every file, also at those that have not changed since an earlier scan")
        ->group(kHow);
    command->add_option("--max-file-size", arguments->largest_megabytes, "Skip files larger than this, in MB, and say so")
        ->check(number_between(1, 4000))
        ->capture_default_str()
        ->type_name("MB")
        ->group(kHow);
    command->add_option("--max-decode-depth", arguments->request.secrets.decode_depth, "Encodings within encodings; 0: none are decoded")
        ->check(number_between(0, 5))
        ->capture_default_str()
        ->type_name("N")
        ->group(kHow);
    command->add_option("--max-archive-depth", arguments->request.secrets.archive_depth, "Archives within archives; 0: none are opened")
        ->check(number_between(0, 5))
        ->capture_default_str()
        ->type_name("N")
        ->group(kHow);

    command->add_option("-f,--format", arguments->format, "What to print: table, json (of several scanners a list), gitlab (of one) or sarif")
        ->check(one_of({"table", "json", "gitlab", "sarif"}))
        ->capture_default_str()
        ->type_name("FORMAT")
        ->group(kReport);
    command->add_option("-o,--output", arguments->output, "Write reports there: GitLab's, SARIF, and Squire's JSON")
        ->type_name("DIR")
        ->group(kReport);
    command->add_option("--baseline", arguments->baseline, "An earlier report: what it has is not reported again")
        ->type_name("FILE")
        ->group(kReport);
    command->add_option("--fail-on", arguments->fail_on, "Exit with 1 from this severity on: info, low, medium, high or critical")
        ->check(one_of({"info", "low", "medium", "high", "critical"}))
        ->capture_default_str()
        ->type_name("SEVERITY")
        ->group(kReport);
    command->add_flag("--all", arguments->all, "Print every finding, not only the first 50")->group(kReport);
    command->add_flag("--show-secrets", arguments->show_secrets, "Print secrets as they are; only on a terminal")->group(kReport);
    command->footer("Examples:\n"
                    "  squire scan                              the folder you are in\n"
                    "  squire scan --history ~/src/project      everything ever committed\n"
                    "  squire scan --staged                     before a commit\n"
                    "  squire scan --since origin/main          what your branch brings\n"
                    "  squire scan -f json > known.json; squire scan --baseline known.json\n"
                    "  squire scan --rules semgrep-rules/python ~/src/project\n"
                    "Exit codes: 0 nothing found, 1 findings, 2 wrong usage, 3 incomplete.");
    command->callback([arguments, &action] { action = [arguments](Environment& environment) { return scan(*arguments, environment); }; });
}

} // namespace squire::cli
