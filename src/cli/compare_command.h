// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.h"

namespace squire::cli {

void add_compare_command(CLI::App& program, std::function<int(Environment&)>& action);

} // namespace squire::cli
