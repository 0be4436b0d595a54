// SPDX-License-Identifier: MIT
//
// Upgrades of packages with known weaknesses: the smallest that leaves all that is known of a package, one proposal a package, lockfile and manifest
// together. What may be offered is not what a tool says it did but what the dependency scan of the changed files says afterwards.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

#include "advisories/index.h"
#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"
#include "fix/proposal.h"

namespace squire::fix {

struct UpgradeOptions {
    std::set<std::string> wanted; // fingerprints of the findings to answer; empty: of all that the scan finds
    bool package_managers = true; // may be run, in a copy and a sandbox (base/sandbox.h); else only edits of our own
    bool network = false; // package managers may reach their registries
    bool chained = false; // each proposal goes on from the files that the one before it leaves: for one branch of all of them, in their
        // order. Else each is made against the tree as it is.
    std::chrono::seconds time_limit{300}; // of one run of a package manager
    std::uint64_t memory_limit = 4ULL << 30U; // bytes, of each of its processes
    std::uint64_t largest_file = 64U << 20U; // bytes; as the scan had it
    unsigned workers = 1;
    const Cancellation* cancellation = nullptr; // may be null
};

/// Proposals for the findings that the dependency scan of the folder `tree` has by this index, with the same fingerprints. Nothing in `tree` is
/// written, and nothing of the project is run but in the sandbox. Problems name what the scan could not read. An error only where the tree or the index
/// cannot be read, there is no room for a copy, or the work was cancelled; all else is an answer in Proposals::unfixed.
[[nodiscard]] Result<Proposals> propose_upgrades(const std::filesystem::path& tree, const advisories::Index& index,
                                                 const UpgradeOptions& options, Problems& problems);

} // namespace squire::fix
