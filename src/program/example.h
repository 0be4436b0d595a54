// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "program/act.h"

namespace squire::program {

struct DatedDeed {
    Time at;
    Deed deed;
};

/// A made-up program with a finished internship, to look around in (rules/program/example.json), as what was done in its order.
[[nodiscard]] std::vector<DatedDeed> example_program();

} // namespace squire::program
