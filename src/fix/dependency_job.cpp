// SPDX-License-Identifier: MIT
#include "fix/dependency_job.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "advisories/ecosystem.h"

namespace squire::fix {
namespace {

using dependencies::Package;
using dependencies::PackageFile;

// The number at the beginning, without what stands before it ("v"), and what follows its point.
std::optional<std::uint64_t> next_number(std::string_view& version) {
    while (!version.empty() && (version[0] == 'v' || version[0] == 'V' || version[0] == '.')) version.remove_prefix(1);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), number);
    if (error != std::errc{}) return std::nullopt;
    version.remove_prefix(static_cast<std::size_t>(end - version.data()));
    return number;
}

} // namespace

std::vector<UpgradeJob> upgrade_jobs(const PackageState& state, const std::vector<std::string>& fingerprints) {
    std::map<std::pair<dependencies::Ecosystem, std::string>, UpgradeJob> jobs;
    for (const std::string& fingerprint : fingerprints) {
        const auto found = state.spots.find(fingerprint);
        if (found == state.spots.end()) continue;
        const WeakSpot& spot = found->second;
        const Package& package = state.package_of(spot);
        UpgradeJob& job = jobs[{package.ecosystem, dependencies::canonical_name(package.ecosystem, package.name)}];
        if (job.files.empty()) job = {.ecosystem = package.ecosystem, .name = package.name, .files = {}};
        if (job.files.empty() || job.files.back().file != spot.file) job.files.push_back({.file = spot.file, .places = {}});
        std::vector<UpgradePlace>& places = job.files.back().places;
        if (places.empty() || places.back().package != spot.package)
            places.push_back({.package = spot.package, .diagnosis = spot.diagnosis, .fingerprints = {}});
        places.back().fingerprints.push_back(fingerprint);
    }
    std::vector<UpgradeJob> list;
    for (auto& [key, job] : jobs) list.push_back(std::move(job));
    return list;
}

advisories::VersionOrder version_order(dependencies::Ecosystem ecosystem) {
    const advisories::EcosystemInfo* const known = advisories::find_ecosystem(dependencies::info(ecosystem).name);
    return known == nullptr ? advisories::VersionOrder::semver : known->order;
}

bool is_breaking_step(std::string_view from, std::string_view to) {
    for (int part = 0; part < 2; ++part) {
        const auto left = next_number(from);
        const auto right = next_number(to);
        if (left != right) return true;
        if (!left || *left != 0) return false;
    }
    return false;
}

std::vector<std::string> versions_of(const PackageFile& file, dependencies::Ecosystem ecosystem, std::string_view name) {
    const std::string wanted = dependencies::canonical_name(ecosystem, name);
    std::vector<std::string> versions;
    for (const Package& package : file.packages) {
        if (package.ecosystem != ecosystem || dependencies::canonical_name(ecosystem, package.name) != wanted) continue;
        if (std::ranges::find(versions, package.version) == versions.end()) versions.push_back(package.version);
    }
    return versions;
}

std::string name_and_version(const Package& package) { return fmt::format("{} {}", package.name, package.version); }

} // namespace squire::fix
