// SPDX-License-Identifier: MIT
//
// The known weaknesses of a project by what repairs them: one upgrade often answers many findings in many files.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "dependencies/inventory_text.h"
#include "dependencies/package.h"
#include "dependencies/weakness.h"
#include "finding/finding.h"

namespace squire::dependencies {

struct UpgradePlace {
    std::size_t file = 0;    // in PackageInventory::files
    std::size_t package = 0; // in its packages
};

/// One package that goes to one version wherever it is used, or that no known version repairs.
struct UpgradeGroup {
    Ecosystem ecosystem = Ecosystem::other;
    std::string package;
    std::vector<std::string> from; // versions in use, each once
    std::string to;                // empty: no version is known that is better
    std::vector<std::string> repairs; // names of the weaknesses that it answers, the gravest first, each once
    std::vector<std::string> leaves;  // and of those that stay, or come in with it
    std::vector<UpgradePlace> places; // in the inventory's order
    finding::Severity severity = finding::Severity::unknown; // the gravest of `repairs`; of `leaves` where it repairs none
    std::size_t findings = 0;                                // that it answers, over all places
};

/// Those that repair something first, the gravest first, then by how many findings they answer.
[[nodiscard]] std::vector<UpgradeGroup> group_by_upgrade(const PackageInventory& inventory, std::span<const VulnerablePackage> vulnerable);

/// For people at a terminal; safe to print.
[[nodiscard]] std::string format_upgrades(const std::vector<UpgradeGroup>& groups, const PackageInventory& inventory, const TextStyle& style);

/// Version 1 of the format that docs/lockfiles.md describes.
[[nodiscard]] std::string write_upgrades_json(const std::vector<UpgradeGroup>& groups, const PackageInventory& inventory);

} // namespace squire::dependencies
