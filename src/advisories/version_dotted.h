// SPDX-License-Identifier: MIT
//
// Lists of numbers, in which a longer list comes after its own beginning: 1.0 < 1.0.0.
#pragma once

#include <compare>
#include <string_view>

namespace squire::advisories {

/// R's `package_version`: dots and dashes separate alike, so that "0.1-0" is 0.1.0.
[[nodiscard]] std::weak_ordering compare_cran(std::string_view left, std::string_view right);

/// Haskell's `Data.Version`, the order of its branches; tags are deprecated and count for nothing.
[[nodiscard]] std::weak_ordering compare_hackage(std::string_view left, std::string_view right);

} // namespace squire::advisories
