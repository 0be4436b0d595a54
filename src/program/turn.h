// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "program/act.h"

namespace squire::program {

enum class Light : std::uint8_t {
    green, // in time
    amber, // a nudge is due
    red,   // it is to be escalated
};

/// Somebody is waited for.
struct Turn {
    const Object* object = nullptr; // lives until the program changes
    const Waiting* waiting = nullptr;
    std::vector<std::string> people; // by handle; empty where nobody stands behind it, which is for the coordinators to mend
    Time since;                      // when they became whose turn it is
    long days = 0;                   // since then, whole
    Light light = Light::green;
};

/// All turns of all objects that are not final, the longest wait first.
[[nodiscard]] std::vector<Turn> turns(Program& program, Time now);

/// What `now` asks for: nudges to who is waited for, word to coordinators of waits that are too long, and what time closes. Deeds of Squire itself,
/// the same for the same program and time; what was done before is not asked for again. A what-if is a call with another time.
[[nodiscard]] std::vector<Deed> due_deeds(Program& program, Time now);

} // namespace squire::program
