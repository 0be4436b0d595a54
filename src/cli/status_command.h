// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "cli/command.h"

namespace squire::cli {

/// "status": on one screen, whose turn it is, this week's tasks, goals with what counts towards them.
void add_status_command(CLI::App& program, std::function<int(Environment&)>& action);

} // namespace squire::cli
