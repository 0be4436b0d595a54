// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <iosfwd>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"

namespace CLI { // NOLINT(readability-identifier-naming): the name that the library CLI11 has
class App;
}

namespace squire::cli {

/// Stable over versions.
enum ExitCode : int {
    kClean = 0,      // done; nothing at or above the threshold
    kFindings = 1,   // done; there are findings at or above the threshold
    kUsage = 2,      // the command line or its input was wrong; nothing was done
    kIncomplete = 3, // some of the input could not be scanned, or the run was interrupted
};

/// What a command works with. Streams and clock come from outside, so that a test can be the terminal.
struct Environment {
    std::ostream& out;
    std::ostream& err;
    const Clock& clock;
    Cancellation& cancellation;
    bool out_is_terminal = false;
    bool err_is_terminal = false;
    bool colour = false;     // on `out`
    bool err_colour = false; // on `err`
    unsigned width = 80;     // columns
};

/// One command: adds itself to the parser and sets `action` when it is chosen.
struct Command {
    void (*add)(CLI::App& program, std::function<int(Environment&)>& action);
};

/// In the order in which --help shows them.
[[nodiscard]] std::span<const Command> all_commands();

/// "squire: error: message" with place and hint, on one or two lines.
void print_error(Environment& environment, const Error& error);

/// What went wrong beside the work, the gravest first and at most `most` of it. `left_out`: how many more there were than are listed.
void print_problems(Environment& environment, std::vector<Problem> problems, std::uint64_t left_out, std::size_t most = 10);

/// The exit code for a command that could not begin.
[[nodiscard]] int exit_code_for(const Error& error);

} // namespace squire::cli
