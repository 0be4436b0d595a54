// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "cli/command.h"

namespace squire::cli {

/// "page import|lint|render".
void add_page_commands(CLI::App& parent, std::function<int(Environment&)>& action);

} // namespace squire::cli
