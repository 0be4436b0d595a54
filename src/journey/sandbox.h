// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "base/clock.h"
#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"
#include "journey/journey.h"
#include "workspace/workspace.h"

namespace squire::journey {

struct Sandbox {
    workspace::Workspace workspace;
    std::string summary;
};

/// The workspace in the output folder: made where there is none, brought up to date with the project where there is. Refused (`usage`) where the
/// workspace there is another project's.
[[nodiscard]] Result<Sandbox> make_or_update_sandbox(const JourneyRequest& request, const Clock& clock, const Cancellation& cancellation,
                                                     Problems& problems);

} // namespace squire::journey
