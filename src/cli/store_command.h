// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "cli/command.h"

namespace squire::cli {

/// `squire store`: brings the workspace's store up to date, checks it, and moves it between databases.
void add_store_command(CLI::App& program, std::function<int(Environment&)>& action);

} // namespace squire::cli
