// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/command.h"

namespace squire::cli {

/// Of `squire rules check`: makes every SAST rule of a file or folder ready for its languages, and says which cannot run. An empty path: Squire's own.
[[nodiscard]] int check_sast_rules(const std::string& path, Environment& environment);

/// `squire rules test` and `squire rules explain`, below `squire rules`.
void add_rules_test_command(CLI::App& rules, std::function<int(Environment&)>& action);

} // namespace squire::cli
