// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.h"

namespace squire::cli {

/// `squire rules test` and `squire rules explain`, below `squire rules`.
void add_rules_test_command(CLI::App& rules, std::function<int(Environment&)>& action);

} // namespace squire::cli
