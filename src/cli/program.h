// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace squire::cli {

/// Stable over versions.
enum ExitCode : int {
    kClean = 0,      // done; nothing at or above the threshold
    kFindings = 1,   // done; there are findings at or above the threshold
    kUsage = 2,      // the command line or its input was wrong; nothing was done
    kIncomplete = 3, // some of the input could not be scanned, or the run was interrupted
};

/// The whole program: `arguments` as main's, the program's name first. Returns the exit code.
[[nodiscard]] int run(const std::vector<std::string>& arguments);

} // namespace squire::cli
