// SPDX-License-Identifier: MIT
//
// What is affected, as intervals of versions: the one form that OSV's events and the range expressions of native advisories are brought into.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "advisories/version.h"

namespace squire::advisories {

struct Bound {
    std::string version;
    bool inclusive = true;
    friend bool operator==(const Bound&, const Bound&) = default;
};

/// Nothing for an end means that there is none there.
struct Interval {
    std::optional<Bound> low;
    std::optional<Bound> high;
    friend bool operator==(const Interval&, const Interval&) = default;
};

[[nodiscard]] bool contains(const Interval& interval, VersionOrder order, std::string_view version);
[[nodiscard]] bool contains(std::span<const Interval> intervals, VersionOrder order, std::string_view version);

/// Whether no version can be in it: its ends are the wrong way round, or meet without either's version.
[[nodiscard]] bool is_empty(const Interval& interval, VersionOrder order);

/// In rising order, those that overlap or touch made one, the empty ones left out.
[[nodiscard]] std::vector<Interval> united(std::vector<Interval> intervals, VersionOrder order);

/// All versions that are in none.
[[nodiscard]] std::vector<Interval> complement(std::vector<Interval> intervals, VersionOrder order);

/// Those that are in both.
[[nodiscard]] std::vector<Interval> intersection(std::span<const Interval> left, std::span<const Interval> right, VersionOrder order);

/// ">= 1.2, < 1.3", "= 2.0", "all versions".
[[nodiscard]] std::string describe(const Interval& interval);
[[nodiscard]] std::string describe(std::span<const Interval> intervals); // "; " between them

} // namespace squire::advisories
