// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "cli/command.h"

namespace squire::cli {

/// "remind", and "outbox list|show|drop|send".
void add_outbox_commands(CLI::App& parent, std::function<int(Environment&)>& action);

} // namespace squire::cli
