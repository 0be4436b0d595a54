// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.h"

namespace squire::cli {

/// `squire fix [PROJECT]` itself: finds changes, tries them out, shows, applies or offers them.
void add_fix_find(CLI::App& fix, std::function<int(Environment&)>& action);

} // namespace squire::cli
