// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.h"

namespace squire::cli {

void add_fix_command(CLI::App& program, std::function<int(Environment&)>& action);

} // namespace squire::cli
