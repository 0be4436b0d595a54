// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "advisories/advisory.h"
#include "advisories/index.h"
#include "advisories/upgrade.h"
#include "base/progress.h"
#include "base/result.h"
#include "dependencies/package.h"
#include "finding/finding.h"

namespace squire::dependencies {

/// A weakness of one version of a package, as all databases that know it tell it together.
struct Weakness {
    std::string id;                                  // the best known of its names: its CVE, else GitHub's id, else another
    std::vector<std::string> ids;                    // all of its names, `id` first
    std::vector<advisories::Advisory> records;       // the one that tells most first
    std::vector<advisories::Symbol> symbols;         // code that has it, where a record says that
    finding::Severity severity = finding::Severity::unknown;
    std::uint32_t group = 0;                         // its number in the index
    std::string fixed_in;                            // the smallest version that is free of it; empty: none is known
};

/// What is wrong with one version of a package, wherever it is used.
struct Diagnosis {
    std::vector<Weakness> weaknesses; // the gravest first
    std::optional<advisories::Upgrade> upgrade; // of a repository: to a commit
};

/// One place where a package is used that has weaknesses.
struct VulnerablePackage {
    std::size_t file = 0;    // in PackageInventory::files
    std::size_t package = 0; // in its packages
    std::shared_ptr<const Diagnosis> diagnosis; // shared by all places that use the version: a monorepo has thousands
};

/// A repository at a commit of which not all could be told.
struct UndecidedPackage {
    std::size_t file = 0, package = 0; // as above
    std::size_t advisories = 0;
};

/// Holds the packages of all files that count against the index, in the inventory's order. A package without an exact version, or from elsewhere than its
/// registry, is not matched: advisories are about what the registry hands out. What comes from a git repository is held against those about this; where
/// that takes an order of commits that is not at hand, it goes to `undecided` (may be null).
[[nodiscard]] Result<std::vector<VulnerablePackage>> find_vulnerable(const PackageInventory& inventory, const advisories::Index& index,
                                                                     const Cancellation& cancellation,
                                                                     std::vector<UndecidedPackage>* undecided = nullptr);

} // namespace squire::dependencies
