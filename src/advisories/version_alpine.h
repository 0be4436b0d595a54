// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <string_view>

namespace squire::advisories {

/// apk-tools': numbers, a letter, suffixes ("_rc1" below the release, "_p1" above it), a commit, which counts for nothing, and "-r" with the build.
/// A number after the first that begins with 0 compares as a fraction's digits do. What cannot be read of a version makes it the smaller one.
[[nodiscard]] std::weak_ordering compare_alpine(std::string_view left, std::string_view right);

} // namespace squire::advisories
