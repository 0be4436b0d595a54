// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>

#include "cli/command.h"
#include "program/kind.h"

namespace squire::cli {

/// A command "<noun> <move>" for every move of the kind that people may make, with an option for every field that it sets, and list, show and undo: all
/// from the kind's tables. A move that makes an object takes its id as an option of the command line or numbers it.
void add_object_commands(CLI::App& noun, program::Kind kind, std::function<int(Environment&)>& action);

/// One move under a name of its own: "squire program apply" is the application's move "draft".
void add_move_command(CLI::App& parent, std::string_view name, program::Kind kind, std::string_view move,
                      std::function<int(Environment&)>& action, std::string_view example = {});

void add_list_command(CLI::App& noun, program::Kind kind, std::function<int(Environment&)>& action);
void add_show_command(CLI::App& noun, program::Kind kind, std::function<int(Environment&)>& action);
void add_undo_command(CLI::App& noun, program::Kind kind, std::function<int(Environment&)>& action);

} // namespace squire::cli
