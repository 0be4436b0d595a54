// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <string_view>

namespace squire::advisories {

/// Debian Policy 5.6.12, which Ubuntu shares: epoch, upstream version, revision; no revision is the revision 0. "~" comes before the end.
[[nodiscard]] std::weak_ordering compare_debian(std::string_view left, std::string_view right);

} // namespace squire::advisories
