// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "cli/command.h"

namespace squire::cli {

/// "export": the program as JSON, CSV, iCalendar or Atom.
void add_export_command(CLI::App& parent, std::function<int(Environment&)>& action);

/// "letter": the issue that an applicant files.
void add_letter_command(CLI::App& parent, std::function<int(Environment&)>& action);

} // namespace squire::cli
