// SPDX-License-Identifier: MIT
#include "cli/fix_command.h"

#include <CLI/CLI.hpp>

#include "cli/fix_check_command.h"
#include "cli/fix_find_command.h"
#include "cli/fix_record_command.h"

namespace squire::cli {

void add_fix_command(CLI::App& program, std::function<int(Environment&)>& action) {
    CLI::App* const command = program.add_subcommand(
        "fix", "Find changes that answer findings, try each out, and offer what holds; say whether it may be sent, and what became of it");
    command->require_subcommand(0, 1);
    add_fix_find(*command, action);
    add_fix_check(*command, action);
    add_fix_records(*command, action);
    command->footer(
        "A commit is scanned, and each change is tried out in a worktree of its own: only what holds is applied or offered.\n"
        "Examples:\n  squire fix ~/src/project --list\n  squire fix ~/src/project --only container\n"
        "  squire fix ~/src/project --apply 3f2a9c1b\n  squire fix --branch -o out\n"
        "  squire fix --only source --test-command 'make check'\n  squire fix check fix/update-lodash\n  squire fix sent fix/update-lodash "
        "https://gitlab.example/p/-/merge_requests/7 --as bob\n"
        "Exit codes: 0 done, or fine; 1 refused; 2 wrong usage; 3 incomplete.");
}

} // namespace squire::cli
