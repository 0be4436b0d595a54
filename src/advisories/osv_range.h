// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "advisories/osv_event.h"
#include "advisories/version_interval.h"

namespace squire::advisories {

struct OsvRange {
    std::vector<Interval> intervals;
    bool inverted = false; // an end that comes before every beginning, or none of the two
};

/// One range's events as intervals: what docs/schema.md of ossf/osv-schema evaluates ("Evaluation"), event after event in the order of versions.
/// Of equal versions the event that is written first comes first.
[[nodiscard]] OsvRange read_osv_range(std::vector<OsvEvent> events, VersionOrder order);

} // namespace squire::advisories
