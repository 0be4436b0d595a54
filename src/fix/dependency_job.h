// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "advisories/version.h"
#include "dependencies/ecosystem.h"
#include "fix/dependency_state.h"
#include "fix/proposal.h"

namespace squire::fix {

/// One version of a package that a file has, and what is to become of it.
struct UpgradePlace {
    std::size_t package = 0; // in the file's packages
    const dependencies::Diagnosis* diagnosis = nullptr;
    std::vector<std::string> fingerprints; // of its findings that are to be answered
};

struct UpgradeFile {
    std::size_t file = 0; // in PackageInventory::files
    std::vector<UpgradePlace> places;
};

/// One package of one ecosystem, wherever the project has it: that becomes one proposal.
struct UpgradeJob {
    dependencies::Ecosystem ecosystem = dependencies::Ecosystem::other;
    std::string name; // as it is written at the first place
    std::vector<UpgradeFile> files;
};

/// Why one or several findings stay.
struct UpgradeRefusal {
    Reason reason = Reason::tool_failed;
    std::string why;
    bool lasts = false; // each further run for the same file would end so
};

/// The jobs that answer these of the state's findings, in order of ecosystem and name.
[[nodiscard]] std::vector<UpgradeJob> upgrade_jobs(const PackageState& state, const std::vector<std::string>& fingerprints);

[[nodiscard]] advisories::VersionOrder version_order(dependencies::Ecosystem ecosystem);

/// Whether the step may break who uses the package, by its ecosystem's habits: another first number, or another second one after 0.
[[nodiscard]] bool is_breaking_step(std::string_view from, std::string_view to);

/// Its versions in a file, each once, in the order of the file.
[[nodiscard]] std::vector<std::string> versions_of(const dependencies::PackageFile& file, dependencies::Ecosystem ecosystem,
                                                   std::string_view name);

/// "lodash 4.17.15"
[[nodiscard]] std::string name_and_version(const dependencies::Package& package);

} // namespace squire::fix
