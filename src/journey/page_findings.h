// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "base/result.h"
#include "dashboard/dashboard.h"
#include "journey/step.h"

namespace squire::journey {

/// What the page shows of each vulnerability that some scan still sees, the gravest first: with a proposed decision, and the code of the gravest.
[[nodiscard]] Result<std::vector<dashboard::Entry>> page_findings(const Run& run);

} // namespace squire::journey
