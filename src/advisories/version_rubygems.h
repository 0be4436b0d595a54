// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <string_view>

namespace squire::advisories {

/// Gem::Version: numbers and words in turn, a word below any number (so "1.0.rc1" is a pre-release), zeros at the end of a run of numbers count for
/// nothing, and a dash is ".pre.".
[[nodiscard]] std::weak_ordering compare_rubygems(std::string_view left, std::string_view right);

} // namespace squire::advisories
