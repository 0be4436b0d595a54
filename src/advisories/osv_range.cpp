// SPDX-License-Identifier: MIT
#include "advisories/osv_range.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace squire::advisories {
namespace {

using Kind = OsvEvent::Kind;

bool is_beginning_of_all(const OsvEvent& event) { return event.kind == Kind::introduced && event.version == "0"; }

// A version is before the limits where it is before any of them: so the highest counts. Taken out of the events.
std::optional<Bound> take_limit(std::vector<OsvEvent>& events, VersionOrder order) {
    std::optional<Bound> highest;
    bool endless = false;
    for (const OsvEvent& event : events) {
        if (event.kind != Kind::limit) continue;
        if (event.version == "*")
            endless = true;
        else if (!highest || compare_versions(order, event.version, highest->version) > 0)
            highest = Bound{event.version, false};
    }
    std::erase_if(events, [](const OsvEvent& event) { return event.kind == Kind::limit; });
    return endless ? std::nullopt : highest;
}

} // namespace

OsvRange read_osv_range(std::vector<OsvEvent> events, VersionOrder order) {
    const std::optional<Bound> limit = take_limit(events, order);
    std::ranges::stable_sort(events, [&](const OsvEvent& left, const OsvEvent& right) {
        if (is_beginning_of_all(left) || is_beginning_of_all(right)) return is_beginning_of_all(left) && !is_beginning_of_all(right);
        return compare_versions(order, left.version, right.version) < 0;
    });
    OsvRange range;
    bool affected = false;
    Interval open;
    for (OsvEvent& event : events) {
        if (event.kind == Kind::introduced) {
            if (affected) continue;
            affected = true;
            open = {};
            if (!is_beginning_of_all(event)) open.low = Bound{std::move(event.version), true};
            continue;
        }
        if (!affected) {
            range.inverted = range.inverted || range.intervals.empty();
            continue;
        }
        affected = false;
        open.high = Bound{std::move(event.version), event.kind == Kind::last_affected};
        range.intervals.push_back(std::exchange(open, {}));
    }
    if (affected) range.intervals.push_back(std::move(open));
    if (limit) range.intervals = intersection(range.intervals, std::vector<Interval>{{std::nullopt, limit}}, order);
    range.intervals = united(std::move(range.intervals), order);
    return range;
}

} // namespace squire::advisories
