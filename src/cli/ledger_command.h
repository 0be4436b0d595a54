// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "cli/command.h"

namespace squire::cli {

/// `squire ledger`: shows what was done, and proves that nobody has changed the record.
void add_ledger_command(CLI::App& program, std::function<int(Environment&)>& action);

} // namespace squire::cli
