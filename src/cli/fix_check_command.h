// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.h"

namespace squire::cli {

/// `squire fix check BRANCH`.
void add_fix_check(CLI::App& fix, std::function<int(Environment&)>& action);

} // namespace squire::cli
