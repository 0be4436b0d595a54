// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace squire::tracking {

/// Pairs places that look alike: as many pairs as the shorter list has, none crossing another, with the least sum of distances between their
/// lines. Both lists rise. Where that would take too long (millions of combinations), the first go with the first.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> align(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right);

} // namespace squire::tracking
