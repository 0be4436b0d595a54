// SPDX-License-Identifier: MIT
#include "cli/program.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.h"
#include "base/version.h"
#include "cli/advisories_command.h"
#include "cli/assess_command.h"
#include "cli/bug_command.h"
#include "cli/ci_command.h"
#include "cli/compare_command.h"
#include "cli/dependencies_command.h"
#include "cli/findings_command.h"
#include "cli/fix_command.h"
#include "cli/help.h"
#include "cli/import_command.h"
#include "cli/init_command.h"
#include "cli/integrate_command.h"
#include "cli/internship_command.h"
#include "cli/ledger_command.h"
#include "cli/program_command.h"
#include "cli/reduce_command.h"
#include "cli/report_command.h"
#include "cli/rules_command.h"
#include "cli/run_command.h"
#include "cli/scan_command.h"
#include "cli/status_command.h"
#include "cli/store_command.h"
#include "cli/triage_command.h"
#include "cli/usage_error.h"

namespace squire::cli {
namespace {

Cancellation* cancellation_of_process = nullptr; // signal handlers have no other way to reach it

// The first one asks the work to stop and to leave what it has; the second one does not ask.
void on_interrupt(int signal) {
    if (cancellation_of_process->requested()) ::_exit(128 + signal);
    cancellation_of_process->request();
}

unsigned terminal_width() {
    if (const char* columns = std::getenv("COLUMNS")) {
        const int width = std::atoi(columns);
        if (width >= 40 && width <= 1000) return static_cast<unsigned>(width);
    }
    struct winsize size{};
    const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 || ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0;
    return known && size.ws_col >= 40 ? size.ws_col : 80;
}

// no-color.org: any value but the empty one turns colours off.
bool colours_wanted() {
    const char* no_colour = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    return (no_colour == nullptr || *no_colour == '\0') && terminal != nullptr && std::string_view(terminal) != "dumb";
}

bool reader_is_gone() {
    struct pollfd out{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
    return ::poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

std::string_view word_of(Weight weight) {
    switch (weight) {
    case Weight::incomplete: return "not scanned";
    case Weight::warning: return "warning";
    case Weight::note: return "note";
    }
    return "";
}

} // namespace

std::span<const Command> all_commands() {
    static constexpr std::array kCommands{
        Command{add_run_command}, //
        Command{add_init_command}, //
        Command{add_assess_command}, //
        Command{add_integrate_command}, //
        Command{add_ci_command}, //
        Command{add_scan_command}, //
        Command{add_import_command}, //
        Command{add_compare_command}, //
        Command{add_bug_command}, //
        Command{add_reduce_command}, //
        Command{add_findings_command}, //
        Command{add_triage_command}, //
        Command{add_fix_command}, //
        Command{add_dependencies_command}, //
        Command{add_advisories_command}, //
        Command{add_ledger_command}, //
        Command{add_store_command}, //
        Command{add_status_command}, //
        Command{add_program_command}, //
        Command{add_internship_command}, //
        Command{add_report_command}, //
        Command{add_rules_command}, //
    };
    return kCommands;
}

void print_error(Environment& environment, const Error& error) {
    const auto [on, off] = environment.err_colour ? std::pair("\x1b[1;31m", "\x1b[0m") : std::pair("", "");
    environment.err << fmt::format("squire: {}error:{} ", on, off);
    if (!error.place.empty()) environment.err << printable(error.place) << ": ";
    environment.err << printable(error.message) << '\n';
    if (!error.hint.empty()) environment.err << "        " << printable(error.hint) << '\n';
}

void print_problems(Environment& environment, std::vector<Problem> problems, std::uint64_t left_out, std::size_t most) {
    std::ranges::stable_sort(problems, std::greater<>{}, &Problem::weight);
    for (std::size_t i = 0; i < std::min(problems.size(), most); ++i) {
        environment.err << fmt::format("squire: {}: {}\n", word_of(problems[i].weight), describe(problems[i].error));
    }
    const std::uint64_t more = problems.size() - std::min(problems.size(), most) + left_out;
    if (more > 0) environment.err << fmt::format("squire: and {} more; the report lists them as messages\n", more);
}

int exit_code_for(const Error& error) {
    switch (error.kind) {
    case ErrorKind::interrupted:
    case ErrorKind::io:
    case ErrorKind::internal: return kIncomplete;
    default: return kUsage;
    }
}

int run(std::vector<std::string> arguments, Environment& environment) {
    CLI::App program("Squire runs a Secure-and-Defend internship on an open-source project, end to end", "squire");
    program.formatter(make_help_formatter(environment.width));
    program.set_help_flag("-h,--help", "Show this help");
    program.set_version_flag("--version", fmt::format("squire {}", version()), "Show the version");
    program.require_subcommand(1);
    program.footer("squire COMMAND --help tells more, with examples.\n"
                   "Exit codes: 0 nothing found, 1 findings, 2 wrong usage, 3 incomplete.");
    std::function<int(Environment&)> action;
    for (const Command& command : all_commands()) command.add(program, action);
    for (CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) command->group("Commands");
    if (arguments.size() < 2) {
        environment.err << program.help();
        return kUsage;
    }
    const std::vector<std::string> words(arguments.begin() + 1, arguments.end());
    std::vector<std::string> reversed(words.rbegin(), words.rend()); // as CLI11 takes them
    try {
        program.parse(reversed);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
            return program.exit(error, environment.out, environment.err), kClean;
        print_error(environment, explain_usage(error, program, words));
        return kUsage;
    }
    return action(environment);
}

int run_process(int argc, char** argv) {
    static Cancellation cancellation;
    cancellation_of_process = &cancellation;
    struct sigaction interrupt{};
    interrupt.sa_handler = on_interrupt;
    ::sigaction(SIGINT, &interrupt, nullptr);
    ::sigaction(SIGTERM, &interrupt, nullptr);
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes away is an error on the stream

    const SystemClock clock;
    std::ios::sync_with_stdio(false);
    Environment environment{.out = std::cout,
                            .err = std::cerr,
                            .clock = clock,
                            .cancellation = cancellation,
                            .out_is_terminal = ::isatty(STDOUT_FILENO) == 1,
                            .err_is_terminal = ::isatty(STDERR_FILENO) == 1,
                            .width = terminal_width()};
    environment.colour = environment.out_is_terminal && colours_wanted();
    environment.err_colour = environment.err_is_terminal && colours_wanted();
    try {
        const int code = run({argv, argv + argc}, environment);
        std::cout.flush();
        if (std::cout.fail()) {
            if (reader_is_gone()) return kIncomplete; // `squire … | head` has what it wanted
            print_error(environment, {ErrorKind::io, "the output could not be written", "standard output",
                                      "is the disk full? --output DIR writes the reports elsewhere"});
            return kIncomplete;
        }
        return code;
    } catch (const std::exception& error) { // out of memory, or our own mistake
        print_error(environment, {ErrorKind::internal, error.what(), "", "this is a mistake in squire: please report it"});
        return kIncomplete;
    }
}

} // namespace squire::cli
