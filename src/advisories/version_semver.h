// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <string_view>

namespace squire::advisories {

/// semver.org 2.0, section 11, more freely: a leading "v" or "=" counts for nothing, missing numbers are 0, more than three are compared like the
/// first three (1.2.3 < 1.2.3.4), and what follows the numbers without a dash is a pre-release too (1.0rc1).
[[nodiscard]] std::weak_ordering compare_semver(std::string_view left, std::string_view right);

/// As modules are ordered: a pseudo-version ("v0.0.0-20190308221718-c2843e01d9a2") is a pre-release, "+incompatible" is build metadata. What the
/// toolchain calls itself ("go1.21rc2") is brought into the form that Go's advisories have ("1.21.0-rc.2").
[[nodiscard]] std::weak_ordering compare_go(std::string_view left, std::string_view right);

/// Dart's pub_semver: semver, then by the build metadata, of which any is more than none.
[[nodiscard]] std::weak_ordering compare_pub(std::string_view left, std::string_view right);

/// NuGet's: the letters' case does not matter.
[[nodiscard]] std::weak_ordering compare_nuget(std::string_view left, std::string_view right);

} // namespace squire::advisories
