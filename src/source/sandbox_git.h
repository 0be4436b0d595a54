// SPDX-License-Identifier: MIT
//
// git, as it may be run in a sandbox clone: nothing that the repository brings is run, nothing is asked on the terminal.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/process.h"
#include "base/progress.h"
#include "base/result.h"

namespace squire::source {

/// `arguments` without "git" itself. An error only where git could not be run to its end; its own complaint is in the outcome.
[[nodiscard]] Result<ProcessOutcome> run_git(std::vector<std::string> arguments, const Cancellation* cancellation,
                                             std::chrono::seconds time_limit = {}, std::size_t output_limit = 16U << 20U);

/// What git says best went wrong: its last "fatal: …" or "error: …".
[[nodiscard]] std::string complaint_of(const std::string& errors);

} // namespace squire::source
