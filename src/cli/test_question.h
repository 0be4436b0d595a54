// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>

#include "cli/command.h"
#include "fix/test_command.h"

namespace squire::cli {

/// Asks the person at the terminal whether a project's own tests may be run; null where nobody is there. No answer (end of input, an interrupt, another
/// word than yes or no three times) is nothing. `environment` outlives it.
[[nodiscard]] std::function<std::optional<bool>(const fix::ProposedTests&)> question_about_tests(Environment& environment);

} // namespace squire::cli
