// SPDX-License-Identifier: MIT
#include "advisories/upgrade.h"

#include <algorithm>
#include <utility>

#include "advisories/version_text.h"

namespace squire::advisories {
namespace {

bool affects(const Affected& affected, VersionOrder order, std::string_view version) {
    if (contains(affected.intervals, order, version)) return true;
    return std::ranges::any_of(affected.versions,
                               [&](const std::string& listed) { return listed == version || compare_versions(order, listed, version) == 0; });
}

// What expressions such as "^1.2" end with is a bound and no version that anybody has released (version_constraint.cpp).
bool is_only_a_bound(std::string_view version) { return version.ends_with("-0") || version.ends_with(".A") || version.ends_with("-dev"); }

// The ends of what affects `version` or what follows it: only there can a version be free that comes after it.
void add_candidates(const Affected& affected, VersionOrder order, std::string_view version, std::vector<std::string>& candidates) {
    for (const Interval& each : affected.intervals) {
        if (!each.high || each.high->inclusive || is_only_a_bound(each.high->version)) continue;
        if (compare_versions(order, each.high->version, version) > 0) candidates.push_back(each.high->version);
    }
}

std::vector<std::uint32_t> groups_affecting(std::span<const IndexEntry> entries, VersionOrder order, std::string_view version) {
    std::vector<std::uint32_t> groups;
    for (const IndexEntry& entry : entries) {
        if (affects(entry.affected, order, version) && std::ranges::find(groups, entry.group) == groups.end()) groups.push_back(entry.group);
    }
    return groups;
}

} // namespace

bool is_pre_release(VersionOrder order, std::string_view version) {
    std::string_view rest = version;
    const std::string_view release = take_while(rest, [](char c) { return is_digit(c) || c == '.' || c == 'v' || c == ':' || c == '!'; });
    const std::string_view numbers = release.substr(0, release.find_last_not_of('.') + 1);
    return !rest.empty() && !numbers.empty() && compare_versions(order, version, numbers) < 0;
}

std::optional<Upgrade> smallest_upgrade(std::span<const IndexEntry> entries, VersionOrder order, std::string_view version) {
    std::vector<std::string> candidates;
    for (const IndexEntry& entry : entries) add_candidates(entry.affected, order, version, candidates);
    const auto before = [&](const std::string& left, const std::string& right) { return compare_versions(order, left, right) < 0; };
    std::ranges::sort(candidates, before);
    const bool may_be_early = is_pre_release(order, version);
    std::optional<Upgrade> best;
    bool best_is_early = false;
    const std::size_t now = groups_affecting(entries, order, version).size();
    for (std::string& candidate : candidates) {
        const bool early = !may_be_early && is_pre_release(order, candidate);
        auto leaves = groups_affecting(entries, order, candidate);
        if (leaves.size() >= now) continue;
        const bool better = !best || std::pair(leaves.size(), early) < std::pair(best->leaves.size(), best_is_early);
        if (!better) continue;
        best = Upgrade{std::move(candidate), std::move(leaves)};
        best_is_early = early;
    }
    return best;
}

std::string fixed_in(const Affected& affected, VersionOrder order, std::string_view version) {
    std::vector<std::string> candidates;
    add_candidates(affected, order, version, candidates);
    std::erase_if(candidates, [&](const std::string& each) { return affects(affected, order, each); });
    if (candidates.empty()) return {};
    return *std::ranges::min_element(
        candidates, [&](const std::string& left, const std::string& right) { return compare_versions(order, left, right) < 0; });
}

} // namespace squire::advisories
