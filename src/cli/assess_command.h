// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>

#include "assess/facts.h"
#include "base/result.h"
#include "cli/command.h"
#include "scanner/scanner.h"

namespace squire::cli {

/// All that is known of one project, for assess and run alike.
[[nodiscard]] Result<assess::Facts> learn_facts(const std::filesystem::path& folder, bool look_for_credentials, scanner::Context& context);

void add_assess_command(CLI::App& program, std::function<int(Environment&)>& action);

} // namespace squire::cli
