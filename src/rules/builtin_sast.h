// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "base/problems.h"
#include "rules/sast_rule.h"

namespace squire::rules {

/// Squire's own SAST rules: the files of rules/sast/, built into the program, in the order of their names. Patterns are not compiled here:
/// `squire rules test rules/sast` does that.
[[nodiscard]] Result<std::vector<SastRule>> builtin_sast_rules(Problems& problems);

} // namespace squire::rules
