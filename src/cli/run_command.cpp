// SPDX-License-Identifier: MIT
#include "cli/run_command.h"

#include <cstdlib>
#include <memory>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "advisories/index.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/terminal_progress.h"
#include "cli/test_question.h"
#include "journey/journey.h"

namespace squire::cli {
namespace {

struct Arguments {
    std::string project;
    std::string output;
    std::string intern;
    std::string mentor;
    std::string test_command;
    bool allow_tests = false;
    bool network = false;
};

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

std::string line_of(const journey::StepReport& report) {
    const std::string time = report.state == journey::StepState::as_before ? "as before" : fmt::format("{:.1f} s", report.seconds);
    return fmt::format("{:>2}/{}  {:<21} {:>9}  {}{}\n", report.number, report.of, report.title, time,
                       report.state == journey::StepState::failed ? "failed: " : "", printable(report.summary));
}

int run_internship(const Arguments& arguments, Environment& environment) {
    const auto progress = make_progress(environment.err, environment.err_is_terminal, environment.width);
    Problems problems;
    const journey::JourneyRequest request{.project = arguments.project,
                                          .output = arguments.output,
                                          .intern = arguments.intern,
                                          .mentor = arguments.mentor,
                                          .user = variable("USER"),
                                          .database_url = variable("DATABASE_URL"),
                                          .cache = cache_folder(),
                                          .index = advisories::default_index_file(),
                                          .network = arguments.network,
                                          .test_command = arguments.test_command,
                                          .allow_tests = arguments.allow_tests,
                                          .ask_about_tests = question_about_tests(environment)};
    const auto outcome = journey::travel(request, environment.clock, environment.cancellation, *progress, problems,
                                         [&](const journey::StepReport& report) { environment.out << line_of(report) << std::flush; });
    print_problems(environment, problems.list(), problems.left_out());
    if (!outcome) {
        print_error(environment, outcome.error());
        return exit_code_for(outcome.error());
    }
    for (const std::string& kept : outcome->kept)
        environment.err << fmt::format("squire: {} was changed by hand and stays; the new one is {}.new\n", printable(kept), printable(kept));
    if (environment.cancellation.requested())
        environment.err << "squire: interrupted; what is done is kept, and the same command goes on from there\n";
    environment.out << fmt::format("Results are in {}\n", printable(outcome->folder.string()));
    return !outcome->complete || problems.incomplete() || environment.cancellation.requested() ? kIncomplete : kClean;
}

} // namespace

void add_run_command(CLI::App& program, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command = program.add_subcommand("run", "Go through the whole internship on one project, into a folder");
    command
        ->add_option("PROJECT", arguments->project,
                     "A folder with a git repository, an address that git clones from, or 'example'; it is only read")
        ->required();
    command->add_option("-o,--output", arguments->output, "The folder of results, which becomes a workspace; without it, squire-<project> here")
        ->type_name("DIR");
    command->add_option("--intern", arguments->intern, "The intern's name, for letters and the record")->type_name("NAME");
    command->add_option("--mentor", arguments->mentor, "The mentor's name")->type_name("NAME");
    command->add_flag("--network", arguments->network, "Let package managers make upgrades, in a sandbox, with the network; tests as well");
    command->add_flag("--allow-tests", arguments->allow_tests,
                      "Run what the test job of the project's pipeline runs, in a sandbox, to try changes out");
    command->add_option("--test-command", arguments->test_command, "Run this instead, for the shell")->type_name("COMMAND");
    command->footer("Nothing is sent anywhere. The same command again goes on where it stopped, and does again only what changed.\n"
                    "Examples:\n"
                    "  squire run example\n"
                    "  squire run ~/src/project --intern Ada --mentor Grace\n"
                    "  squire run https://gitlab.com/acme/shop.git -o internship\n"
                    "Exit codes: 0 done, 2 wrong usage, 3 incomplete.");
    command->callback(
        [arguments, &action] { action = [arguments](Environment& environment) { return run_internship(*arguments, environment); }; });
}

} // namespace squire::cli
