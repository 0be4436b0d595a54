// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <string_view>

namespace squire::advisories {

/// rpm's: epoch, version and release, each by rpmvercmp with "~" (before the end) and "^" (after it). No epoch is the epoch 0; no release comes
/// before any.
[[nodiscard]] std::weak_ordering compare_rpm(std::string_view left, std::string_view right);

} // namespace squire::advisories
