// SPDX-License-Identifier: MIT
#include "advisories/version_interval.h"

#include <algorithm>
#include <utility>

namespace squire::advisories {
namespace {

// The order of lower ends: none first, and of equal versions the one that takes it in.
bool starts_before(const Interval& left, const Interval& right, VersionOrder order) {
    if (!left.low || !right.low) return !left.low && right.low;
    const auto compared = compare_versions(order, left.low->version, right.low->version);
    return compared != 0 ? compared < 0 : left.low->inclusive && !right.low->inclusive;
}

bool ends_before(const Interval& left, const Interval& right, VersionOrder order) {
    if (!left.high || !right.high) return left.high && !right.high;
    const auto compared = compare_versions(order, left.high->version, right.high->version);
    return compared != 0 ? compared < 0 : !left.high->inclusive && right.high->inclusive;
}

// Whether no version lies between the end of one and the start of the other.
bool meets(const Interval& left, const Interval& right, VersionOrder order) {
    if (!left.high || !right.low) return true;
    const auto compared = compare_versions(order, right.low->version, left.high->version);
    return compared < 0 || (compared == 0 && (left.high->inclusive || right.low->inclusive));
}

Bound turned(Bound bound) {
    bound.inclusive = !bound.inclusive;
    return bound;
}

} // namespace

bool contains(const Interval& interval, VersionOrder order, std::string_view version) {
    if (interval.low) {
        const auto compared = compare_versions(order, version, interval.low->version);
        if (compared < 0 || (compared == 0 && !interval.low->inclusive)) return false;
    }
    if (interval.high) {
        const auto compared = compare_versions(order, version, interval.high->version);
        if (compared > 0 || (compared == 0 && !interval.high->inclusive)) return false;
    }
    return true;
}

bool contains(std::span<const Interval> intervals, VersionOrder order, std::string_view version) {
    return std::ranges::any_of(intervals, [&](const Interval& each) { return contains(each, order, version); });
}

bool is_empty(const Interval& interval, VersionOrder order) {
    if (!interval.low || !interval.high) return false;
    const auto compared = compare_versions(order, interval.low->version, interval.high->version);
    return compared > 0 || (compared == 0 && !(interval.low->inclusive && interval.high->inclusive));
}

std::vector<Interval> united(std::vector<Interval> intervals, VersionOrder order) {
    std::erase_if(intervals, [&](const Interval& each) { return is_empty(each, order); });
    std::ranges::stable_sort(intervals, [&](const Interval& left, const Interval& right) { return starts_before(left, right, order); });
    std::vector<Interval> out;
    for (Interval& each : intervals) {
        if (out.empty() || !meets(out.back(), each, order)) {
            out.push_back(std::move(each));
        } else if (ends_before(out.back(), each, order)) {
            out.back().high = std::move(each.high);
        }
    }
    return out;
}

std::vector<Interval> complement(std::vector<Interval> intervals, VersionOrder order) {
    std::vector<Interval> out;
    std::optional<Bound> low;
    for (Interval& each : united(std::move(intervals), order)) {
        if (each.low) out.push_back({low, turned(*each.low)});
        if (!each.high) return out;
        low = turned(std::move(*each.high));
    }
    out.push_back({low, std::nullopt});
    return out;
}

std::vector<Interval> intersection(std::span<const Interval> left, std::span<const Interval> right, VersionOrder order) {
    std::vector<Interval> out;
    for (const Interval& a : left) {
        for (const Interval& b : right) {
            Interval both{starts_before(a, b, order) ? b.low : a.low, ends_before(a, b, order) ? a.high : b.high};
            if (!is_empty(both, order)) out.push_back(std::move(both));
        }
    }
    return united(std::move(out), order);
}

std::string describe(const Interval& interval) {
    if (!interval.low && !interval.high) return "all versions";
    if (interval.low == interval.high) return "= " + interval.low->version;
    std::string out;
    if (interval.low) out = (interval.low->inclusive ? ">= " : "> ") + interval.low->version;
    if (interval.low && interval.high) out += ", ";
    if (interval.high) out += (interval.high->inclusive ? "<= " : "< ") + interval.high->version;
    return out;
}

std::string describe(std::span<const Interval> intervals) {
    std::string out;
    for (const Interval& each : intervals) out += (out.empty() ? "" : "; ") + describe(each);
    return out;
}

} // namespace squire::advisories
