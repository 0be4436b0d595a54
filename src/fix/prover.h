// SPDX-License-Identifier: MIT
//
// The proof of proposals, each in a worktree of its own of a sandbox clone: the files are what they were, the rescan finds exactly the named findings
// gone and none new, every file still parses, and the project's own tests pass before and after.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "fix/proof.h"
#include "fix/proposal.h"
#include "scan/scan.h"
#include "scanner/scanner.h"
#include "secrets/redactor.h"

namespace squire::fix {

/// The project's own tests; run in a sandbox (base/sandbox.h) by the shell, and only where somebody allowed it.
struct TestCommand {
    std::string command;
    bool network = false;
    std::chrono::seconds time_limit{900};
    std::uint64_t memory_limit = 4ULL << 30U; // bytes, of each process
    std::vector<std::filesystem::path> readable; // tool chains and caches beside the system's
};

struct ProofRequest {
    std::filesystem::path sandbox; // a sandbox clone
    std::string commit; // of it, that the proposals were made for
    std::filesystem::path folder; // for worktrees; there, and empty
    scan::ScanRequest scan; // as the findings were found, but for path and files
    std::optional<TestCommand> tests;
    std::string without_tests_because; // "nobody allowed it"; where there are no tests
};

inline constexpr std::size_t kLongestLog = 64U << 10U; // bytes

/// One proof for each, in their order; those without changes have nothing to prove and fail. Secrets and SAST look at each file alone, so only the
/// changed files are scanned again; dependencies, wherever a changed file is one that names packages, in the whole tree. Stops early, with proofs that
/// failed, when cancelled. An error only where no worktree can be made or nothing can be scanned.
[[nodiscard]] Result<std::vector<Proof>> prove(std::span<const Proposal> proposals, const ProofRequest& request, scanner::Context& context,
                                               secrets::Redactor& redact);

} // namespace squire::fix
