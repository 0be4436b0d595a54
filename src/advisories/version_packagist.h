// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <string_view>

namespace squire::advisories {

/// PHP's version_compare, without a leading "v": dev < alpha < beta < RC < the release < pl, and any other word below all of them.
[[nodiscard]] std::weak_ordering compare_packagist(std::string_view left, std::string_view right);

} // namespace squire::advisories
