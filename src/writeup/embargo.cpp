// SPDX-License-Identifier: MIT
#include "writeup/embargo.h"

#include <algorithm>

#include <fmt/format.h>

namespace squire::writeup {
namespace {

std::string day_of(Time time) { return to_rfc3339(time).substr(0, 10); }

} // namespace

EmbargoFacts embargo_of(const VulnerabilityFacts& vulnerability, const Embargo& embargo, Time now) {
    using finding::DismissalReason;
    if (vulnerability.state == finding::State::dismissed && vulnerability.dismissal != DismissalReason::acceptable_risk &&
        vulnerability.dismissal != DismissalReason::mitigating_control)
        return {.holds = false, .until = day_of(vulnerability.first_seen), .why = "it was dismissed as no weakness of the project"};
    if (embargo.lifted) return {.holds = false, .until = day_of(now), .why = embargo.why};
    Time until = vulnerability.first_seen + std::chrono::days(embargo.days + embargo.grace);
    std::string why = fmt::format("{} + {} days after it was first seen", embargo.days, embargo.grace);
    if (vulnerability.gone && *vulnerability.gone + std::chrono::days(embargo.grace) < until) {
        until = *vulnerability.gone + std::chrono::days(embargo.grace);
        why = fmt::format("{} days after it was fixed", embargo.grace);
    }
    return {.holds = now < until, .until = day_of(until), .why = std::move(why)};
}

} // namespace squire::writeup
