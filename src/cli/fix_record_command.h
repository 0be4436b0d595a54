// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.h"

namespace squire::cli {

/// `squire fix sent`, `answered`, `replied`, `merged`, `closed`: what people did on a forge, by their hand into the ledger.
void add_fix_records(CLI::App& fix, std::function<int(Environment&)>& action);

} // namespace squire::cli
