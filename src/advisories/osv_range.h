// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "advisories/version_interval.h"

namespace squire::advisories {

struct OsvEvent {
    enum class Kind : std::uint8_t { introduced, fixed, last_affected, limit };
    Kind kind = Kind::introduced;
    std::string version; // "0" of introduced: before all versions; "*" of limit: after all
};

struct OsvRange {
    std::vector<Interval> intervals;
    bool inverted = false; // an end that comes before every beginning, or none of the two
};

/// One range's events as intervals: what docs/schema.md of ossf/osv-schema evaluates ("Evaluation"), event after event in the order of versions.
/// Of equal versions the event that is written first comes first.
[[nodiscard]] OsvRange read_osv_range(std::vector<OsvEvent> events, VersionOrder order);

} // namespace squire::advisories
