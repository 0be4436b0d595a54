// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace squire::cli {

/// The whole program: `arguments` as main's, the program's name first. Returns the exit code.
[[nodiscard]] int run(std::vector<std::string> arguments, Environment& environment);

/// The same on the process's own streams, with signals and terminal looked after.
[[nodiscard]] int run_process(int argc, char** argv);

} // namespace squire::cli
