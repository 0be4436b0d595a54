// SPDX-License-Identifier: MIT
#include "cli/run_command.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "assess/assessment.h"
#include "assess/introduction.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/assess_command.h"
#include "cli/integrate_output.h"
#include "cli/report_output.h"
#include "cli/terminal_progress.h"
#include "integrate/integrate.h"
#include "scan/scan.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
    std::string project;
    std::string output;
    std::string intern;
    std::string mentor;
};

// What one goal of the internship came to.
struct StepResult {
    std::string summary;
    bool failed = false;
};

struct Internship {
    fs::path project;
    fs::path folder; // of results
    std::string intern;
    std::string mentor;
    Environment& environment;
    Progress& progress;
    std::vector<Problem> problems; // of all steps
    std::uint64_t problems_left_out = 0;
    bool incomplete = false;
};

struct Step {
    std::string_view goal;
    StepResult (*work)(Internship&); // null: not built yet
};

scanner::Context context_of(Internship& internship, Problems& problems) {
    return {.clock = internship.environment.clock,
            .problems = problems,
            .cancellation = internship.environment.cancellation,
            .progress = internship.progress,
            .fingerprint_key = finding::FingerprintKey::from_environment(),
            .workers = std::max(1U, std::thread::hardware_concurrency())};
}

Result<std::size_t> scan_into(Internship& internship, scan::Extent extent, const fs::path& folder) {
    Problems problems;
    scanner::Context context = context_of(internship, problems);
    auto outcome = scan::run_scan({.path = internship.project, .extent = extent, .cache = cache_folder()}, context);
    if (!outcome) return std::unexpected(outcome.error());
    internship.problems.insert(internship.problems.end(), outcome->problems.begin(), outcome->problems.end());
    internship.problems_left_out += problems.left_out();
    internship.incomplete = internship.incomplete || problems.incomplete();
    std::size_t findings = 0;
    for (const scan::ScannerOutcome& each : outcome->scanners) {
        if (!each.report) continue;
        findings += each.report->findings.size();
        if (auto written = write_reports(folder, each.id, *each.report); !written) return std::unexpected(written.error());
    }
    return findings;
}

StepResult assess_step(Internship& internship) {
    Problems said_again; // by the scan
    scanner::Context context = context_of(internship, said_again);
    auto facts = learn_facts(internship.project, true, context);
    if (!facts) return {describe(facts.error()), true};
    const std::string letter = assess::draft_introduction(*facts, {internship.intern, internship.mentor});
    std::vector<assess::Facts> projects;
    projects.push_back(std::move(*facts));
    const assess::Assessment assessment = assess::assess(std::move(projects), {}, assess::default_weights(), internship.environment.clock.now());
    for (const auto& [name, text] : {std::pair<std::string_view, std::string>{"assessment.html", assess::to_html(assessment)},
                                     {"assessment.json", assess::to_json(assessment)},
                                     {"introduction.md", letter}}) {
        if (auto written = write_file(internship.folder / name, text); !written) return {describe(written.error()), true};
    }
    std::string summary;
    const assess::Score& score = assessment.projects.front().score;
    for (std::size_t i = 0; i < assess::kAspects.size(); ++i) {
        if (score.aspects[i].value) summary += fmt::format("{} {:.0f}, ", to_string(assess::kAspects[i]), *score.aspects[i].value * 100);
    }
    return {summary + "a letter to the maintainers is drafted"};
}

StepResult scan_step(Internship& internship) {
    const auto tree = scan_into(internship, scan::Extent::tree, internship.folder / "reports" / "tree");
    if (!tree) return {describe(tree.error()), true};
    const auto history = scan_into(internship, scan::Extent::history, internship.folder / "reports" / "history");
    if (!history) return {fmt::format("{} found in the files; no history: {}", *tree, describe(history.error()))};
    const std::string_view done = internship.environment.cancellation.requested() ? "interrupted" : "fixing is not built yet";
    return {fmt::format("{} found in the files, {} in the history; {}", *tree, *history, done)};
}

StepResult integrate_step(Internship& internship) {
    Problems problems;
    const integrate::Request request{.project = internship.project,
                                     .workers = std::max(1U, std::thread::hardware_concurrency()),
                                     .cancellation = &internship.environment.cancellation};
    const auto plan = integrate::make_plan(request, problems);
    const std::vector<Problem> met = problems.list();
    internship.problems.insert(internship.problems.end(), met.begin(), met.end());
    internship.problems_left_out += problems.left_out();
    internship.incomplete = internship.incomplete || problems.incomplete();
    if (!plan) return {describe(plan.error()), plan.error().kind != ErrorKind::unsupported && plan.error().kind != ErrorKind::usage};
    std::string added;
    for (const integrate::Choice& choice : plan->choices)
        if (choice.decision == integrate::Decision::add) added += (added.empty() ? "" : ", ") + choice.scanner->id;
    if (added.empty()) return {"nothing to add to the pipeline"};
    const auto shown = without_secrets(*plan);
    if (!shown) return {describe(shown.error()), true};
    if (auto written = write_plan(internship.folder / "integrate", *shown); !written) return {describe(written.error()), true};
    return {fmt::format("{} could come into {}; the merge request is drafted in integrate/", added, printable(plan->file))};
}

// The five goals, in the order in which an internship reaches them.
constexpr std::array<Step, 5> kSteps{{
    {"assess", assess_step},
    {"integrate", integrate_step},
    {"scan and fix", scan_step},
    {"report scanner bugs", nullptr},
    {"write up", nullptr},
}};

int run_internship(const Arguments& arguments, Environment& environment) {
    std::error_code error;
    const fs::path project = fs::canonical(arguments.project, error);
    if (error || !fs::is_directory(project)) {
        print_error(environment,
                    {ErrorKind::not_found, "there is no such folder", arguments.project, "PROJECT is a folder with a git repository"});
        return kUsage;
    }
    const auto progress = make_progress(environment.err, environment.err_is_terminal, environment.width);
    const fs::path folder = arguments.output.empty() ? fs::path("squire-" + project.filename().string()) : fs::path(arguments.output);
    Internship internship{project, folder, arguments.intern, arguments.mentor, environment, *progress, {}};
    bool failed = false;
    for (std::size_t i = 0; i < kSteps.size() && !environment.cancellation.requested(); ++i) {
        const Step& step = kSteps[i];
        const auto started = std::chrono::steady_clock::now();
        const StepResult result = step.work != nullptr ? step.work(internship) : StepResult{"not built yet; nothing was done"};
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
        const std::string time = step.work != nullptr ? fmt::format("{:.1f} s", seconds) : "";
        environment.out << fmt::format("{}/{}  {:<20} {:>7}  {}{}\n", i + 1, kSteps.size(), step.goal, time, result.failed ? "failed: " : "",
                                       result.summary)
                        << std::flush;
        failed = failed || result.failed;
    }
    print_problems(environment, std::move(internship.problems), internship.problems_left_out);
    if (environment.cancellation.requested()) environment.err << "squire: interrupted; the results so far are kept\n";
    environment.out << fmt::format("Results are in {}\n", printable(folder.string()));
    return failed || internship.incomplete || environment.cancellation.requested() ? kIncomplete : kClean;
}

} // namespace

void add_run_command(CLI::App& program, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command =
        program.add_subcommand("run", "Go through the whole internship on one project: the five goals, into a result folder");
    command->add_option("PROJECT", arguments->project, "A folder with a git repository; it is only read")->required();
    command->add_option("-o,--output", arguments->output, "The result folder; without it, squire-<project> here")->type_name("DIR");
    command->add_option("--intern", arguments->intern, "The intern's name")->type_name("NAME");
    command->add_option("--mentor", arguments->mentor, "The mentor's name")->type_name("NAME");
    command->footer("Example:\n  squire run ~/src/project --intern Ada --mentor Grace");
    command->callback(
        [arguments, &action] { action = [arguments](Environment& environment) { return run_internship(*arguments, environment); }; });
}

} // namespace squire::cli
