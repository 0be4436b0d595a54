// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/problems.h"
#include "rules/sast_rule.h"

namespace squire::rules {

/// More rules than this in one file are left out.
inline constexpr std::size_t kSastRuleLimit = 20'000;

/// Reads a file of Semgrep's rules (docs/add-a-sast-rule.md).
///
/// An Error only where the text is no YAML, or has no list `rules` (kind unsupported: it may be some other YAML). Whatever is wrong with one
/// rule becomes a Problem with file:line:column and costs that rule alone (incomplete): a key that is not known in a formula, a value of the
/// wrong type, a mode of several files (`join`, `extract`). A key that is not known beside the formula is skipped (warning).
[[nodiscard]] Result<std::vector<SastRule>> read_sast_rules(std::string text, std::string_view file_name, Problems& problems);

} // namespace squire::rules
