// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.h"

namespace squire::cli {

void add_bug_command(CLI::App& program, std::function<int(Environment&)>& action);

/// What is done with reports once they are drafted: list, show, missed, sent, answered, fixed, closed.
void add_bug_follow_up_commands(CLI::App& bug, std::function<int(Environment&)>& action);

} // namespace squire::cli
