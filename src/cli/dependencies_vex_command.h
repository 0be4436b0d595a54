// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "cli/command.h"

namespace CLI {
class App;
}

namespace squire::cli {

/// `squire dependencies vex`
void add_dependencies_vex_command(CLI::App& dependencies, std::function<int(Environment&)>& action);

} // namespace squire::cli
