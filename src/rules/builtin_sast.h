// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "base/problems.h"
#include "rules/sast_rule.h"

namespace squire::rules {

/// Squire's own SAST rules: the files of rules/sast/, built into the program, in the order of their names. Patterns are not compiled here:
/// `squire rules test rules/sast` does that.
[[nodiscard]] Result<std::vector<SastRule>> builtin_sast_rules(Problems& problems);

/// The text of one of the files, by the name that its rules have as `file`; empty: none.
[[nodiscard]] std::string_view builtin_sast_rule_file(std::string_view name);

} // namespace squire::rules
