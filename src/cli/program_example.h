// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "cli/command.h"

namespace squire::cli {

/// "example": a made-up program to look around in.
void add_example_command(CLI::App& parent, std::function<int(Environment&)>& action);

} // namespace squire::cli
