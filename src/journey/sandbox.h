// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
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

/// Before hours of copying end on a full disk: an error (limit) where so many bytes do not go into what is free.
[[nodiscard]] Result<void> check_room(std::uint64_t needed, std::uint64_t available, const std::filesystem::path& folder);

} // namespace squire::journey
