// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "collateral/gather.h"
#include "workspace/workspace.h"

namespace squire::journey {

/// What the write-up of this workspace says beside what the store knows. One for `squire run` and `squire report`, so that what the one writes is what the
/// other checks. `intern` and `mentor`: as somebody names them now; empty: as the last run was told, else whom the settings name.
[[nodiscard]] collateral::GatherRequest write_up_request(const workspace::Workspace& workspace, const std::string& intern = {},
                                                         const std::string& mentor = {});

} // namespace squire::journey
