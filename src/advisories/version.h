// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace squire::advisories {

/// How an ecosystem orders its versions.
enum class VersionOrder : std::uint8_t {
    semver,    // npm, crates.io, Hex and kin: semver.org 2.0 with any number of numbers
    go,        // semver; the toolchain's "go1.21rc2" is 1.21-rc.2
    pep440,    // PyPI
    rubygems,  // Gem::Version
    maven,     // Maven's ComparableVersion
    nuget,     // four numbers, then as semver without regard to case
    packagist, // PHP's version_compare
    pub,       // semver in which build metadata counts
    cran,      // numbers between dots and dashes
    hackage,   // numbers between dots
    debian,    // dpkg's: epoch, upstream version, revision
    rpm,       // rpmvercmp: epoch, version, release
    alpine,    // apk-tools'
};

/// Total: any two texts compare, and what no version of the ecosystem looks like comes below what does, or by its text. Never throws but for memory;
/// takes time linear in the lengths.
[[nodiscard]] std::weak_ordering compare_versions(VersionOrder order, std::string_view left, std::string_view right);

[[nodiscard]] std::string_view to_string(VersionOrder order); // "pep440"
[[nodiscard]] std::optional<VersionOrder> parse_version_order(std::string_view word);

} // namespace squire::advisories
