// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "cli/command.h"

namespace squire::cli {

void add_program_command(CLI::App& program, std::function<int(Environment&)>& action);

} // namespace squire::cli
