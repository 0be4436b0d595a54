// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "fix/dependency_job.h"
#include "fix/proposal.h"

namespace squire::fix {

/// What an upgrade did, for the words of its proposal.
struct UpgradeStory {
    const UpgradeJob& job;
    const PackageState& first; // that the job speaks of
    const PackageState& before;
    const PackageState& after;
};

/// The part of a commit's subject: "update lodash from 4.17.15 to 4.17.21"; "update express from 4.16.0 to 4.17.3, for qs 6.7.3".
[[nodiscard]] std::string upgrade_subject(const UpgradeStory& story);

/// Which weaknesses, how it comes into the project, and why no smaller step will do; Markdown.
[[nodiscard]] std::string upgrade_reasons(const UpgradeStory& story);

/// Steps that may break, pre-releases, and what else moves.
[[nodiscard]] std::vector<std::string> upgrade_risks(const UpgradeStory& story);

/// Packages whose greatest version is lower than it was: "left from 1.2 to 1.1".
[[nodiscard]] std::vector<std::string> downgrades(const PackageState& before, const PackageState& after);

} // namespace squire::fix
