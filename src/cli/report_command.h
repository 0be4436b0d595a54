// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "cli/command.h"

namespace squire::cli {

/// `squire report`: the write-up, from its source and the ledger.
void add_report_command(CLI::App& program, std::function<int(Environment&)>& action);

} // namespace squire::cli
