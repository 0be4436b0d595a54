// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "rules/sast_rule.h"

namespace squire::rules {

/// The tree of a formula, a line a node, `indent` blanks before each: for people.
[[nodiscard]] std::string to_text(const Formula& formula, std::size_t indent);

/// What a rule was understood to be: its settings, then its formulas.
[[nodiscard]] std::string to_text(const SastRule& rule);

} // namespace squire::rules
