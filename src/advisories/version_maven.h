// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <string_view>

namespace squire::advisories {

/// Maven's ComparableVersion, as the POM reference tells it ("Version Order Specification"): numbers and qualifiers, each with the separator before
/// it; alpha < beta < milestone < rc < snapshot < the release < sp < any other word < a number.
[[nodiscard]] std::weak_ordering compare_maven(std::string_view left, std::string_view right);

} // namespace squire::advisories
