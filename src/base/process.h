// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "base/result.h"

namespace squire {

/// A program to run. No shell: arguments reach it as they are.
struct ProcessRequest {
    std::vector<std::string> arguments;   // the program first, looked up in PATH unless it has a slash
    std::filesystem::path folder = ".";   // where it runs
    std::vector<std::string> environment; // "NAME=VALUE" over this process's own, or "NAME" to leave that one out
    const Cancellation* cancellation = nullptr;
    std::chrono::seconds time_limit{0};   // 0: none
    std::size_t output_limit = 16U << 20U; // bytes of each stream that are kept; the rest is read and forgotten
};

struct ProcessOutcome {
    int status = 0; // exit code; 128 + n where signal n ended it
    std::string output;
    std::string errors;
};

/// Runs it to its end, standard input empty. Whatever it is at, it and what it started are killed when time is up (`limit`) or the work is cancelled
/// (`interrupted`). An error also where there is no such program (`not_found`); a status other than 0 is none.
[[nodiscard]] Result<ProcessOutcome> run_process(const ProcessRequest& request);

/// The program that run_process() would start for this name without a slash: the first in PATH that may be run; empty where there is none.
[[nodiscard]] std::filesystem::path find_program(std::string_view name);

} // namespace squire
