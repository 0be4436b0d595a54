// SPDX-License-Identifier: MIT
//
// Running what a project brings, or what reads it: by bubblewrap, in namespaces of its own. It sees the system's programs and libraries, one folder that
// it may write, and nothing of the user's: no home, no credentials, no environment, no other process. Not a wall against a kernel's own faults.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/process.h"
#include "base/progress.h"
#include "base/result.h"

namespace squire {

struct SandboxRequest {
    std::vector<std::string> arguments; // the program first, looked up in PATH
    std::filesystem::path folder; // absolute; stands at the same place inside, and all below may be written
    std::filesystem::path below; // where in `folder` it runs; empty: there
    std::vector<std::filesystem::path> readable; // what else it sees, each at its own place; what is not there is left out
    std::vector<std::string> environment; // "NAME=VALUE", all that it has beside PATH, HOME, TMPDIR, LANG and USER
    bool network = false; // else it has a loopback of its own, and nothing more
    const Cancellation* cancellation = nullptr; // may be null
    std::chrono::seconds time_limit{300}; // 0: none
    std::uint64_t memory_limit = 4ULL << 30U; // bytes of data of each process, and of its home and temporary folder, which are in memory
    std::uint64_t file_limit = 4ULL << 30U; // bytes of each file it writes
    std::size_t output_limit = 4U << 20U; // bytes of each stream that are kept
};

/// Runs it to its end, standard input empty; whatever it started is gone afterwards. Errors are those of run_process(); also `not_found` where
/// bubblewrap is not installed, and `unsupported` where this machine lets nobody make namespaces. A status other than 0 is none.
[[nodiscard]] Result<ProcessOutcome> run_sandboxed(const SandboxRequest& request);

/// Whether run_sandboxed() can work here: else why not. Runs the smallest program once.
[[nodiscard]] Result<void> check_sandbox();

} // namespace squire
