// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "workspace/workspace.h"

namespace squire::workspace {

/// Who works here, "Name <mail>": as squire.toml says, else git, else `user`, else "somebody".
[[nodiscard]] std::string person_of(const Workspace& workspace, std::string_view user);

} // namespace squire::workspace
