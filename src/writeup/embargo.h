// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "writeup/facts.h"

namespace squire::writeup {

/// How long one vulnerability is kept from the public. The default is OSS-Fuzz's: 90 days after it was first seen, and 14 more.
/// (google.github.io/oss-fuzz/getting-started/bug-disclosure-guidelines)
struct Embargo {
    long days = 90;
    long grace = 14;
    bool lifted = false; // somebody said that it may be told, and why
    std::string why;
};

/// What that comes to at `facts.now`. It is over for what a person dismissed as no weakness (a false alarm, a test's own, not applicable), for what was
/// lifted, and `grace` days after it was seen gone: who runs the project had that long to update. It never lasts longer than `days` + `grace`.
[[nodiscard]] EmbargoFacts embargo_of(const VulnerabilityFacts& vulnerability, const Embargo& embargo, Time now);

} // namespace squire::writeup
