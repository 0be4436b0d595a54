// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "advisories/index.h"
#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"
#include "dependencies/weakness.h"

namespace squire::fix {

/// One finding of the dependency scan.
struct WeakSpot {
    std::size_t file = 0;    // in PackageInventory::files
    std::size_t package = 0; // in its packages
    const dependencies::Diagnosis* diagnosis = nullptr; // of the state
    const dependencies::Weakness* weakness = nullptr;   // of the diagnosis
};

/// What the dependency scan says of a folder.
struct PackageState {
    dependencies::PackageInventory inventory;
    std::vector<dependencies::VulnerablePackage> vulnerable;
    std::vector<std::string> order;        // fingerprints, as the scan goes: file by file
    std::map<std::string, WeakSpot> spots; // by fingerprint
    std::set<std::string> unread;          // what could not be read, in sentences: nothing is known of what stands there

    [[nodiscard]] const dependencies::PackageFile& file_of(const WeakSpot& spot) const { return inventory.files[spot.file]; }
    [[nodiscard]] const dependencies::Package& package_of(const WeakSpot& spot) const { return file_of(spot).packages[spot.package]; }
    /// How many versions of a package in that file have the weakness; with `version`, only of that one. A fingerprint does not tell which of several
    /// versions it is of.
    [[nodiscard]] std::size_t count(const std::string& file, dependencies::Ecosystem ecosystem, std::string_view package,
                                    std::string_view weakness, std::string_view version = {}) const;
    /// Null where there is no such file.
    [[nodiscard]] const dependencies::PackageFile* find_file(const std::string& path) const;
};

struct StateOptions {
    unsigned workers = 1;
    std::uint64_t largest_file = 64U << 20U;
    const Cancellation* cancellation = nullptr; // may be null
};

[[nodiscard]] Result<PackageState> read_package_state(const std::filesystem::path& folder, const advisories::Index& index,
                                                      const StateOptions& options, Problems& problems);

} // namespace squire::fix
