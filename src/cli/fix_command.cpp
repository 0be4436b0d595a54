// SPDX-License-Identifier: MIT
#include "cli/fix_command.h"

#include <CLI/CLI.hpp>

#include "cli/fix_check_command.h"
#include "cli/fix_record_command.h"

namespace squire::cli {

void add_fix_command(CLI::App& program, std::function<int(Environment&)>& action) {
    CLI::App* const command = program.add_subcommand("fix", "Changes that answer findings: whether they may be sent, and what became of them");
    command->require_subcommand(1);
    add_fix_check(*command, action);
    add_fix_records(*command, action);
    command->footer("Examples:\n  squire fix check fix/update-lodash\n  squire fix sent fix/update-lodash "
                    "https://gitlab.example/p/-/merge_requests/7 --as bob\n"
                    "Exit codes: 0 done, or fine; 1 refused; 2 wrong usage; 3 incomplete.");
}

} // namespace squire::cli
