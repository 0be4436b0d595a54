// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.h"

namespace squire::cli {

void add_reduce_command(CLI::App& program, std::function<int(Environment&)>& action);

} // namespace squire::cli
