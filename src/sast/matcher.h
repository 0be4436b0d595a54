// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "rules/sast_rule.h"
#include "sast/match.h"
#include "sast/pattern.h"
#include "sast/source_file.h"

namespace squire::sast {

/// Every place of the file that the pattern matches, each once for each way of binding its metavariables, in order of the text. Pattern and file
/// are of one grammar. Where the budget is spent, what was found so far.
[[nodiscard]] std::vector<Match> find_matches(const Pattern& pattern, const SourceFile& file, const rules::SastOptions& options, Budget& budget);

} // namespace squire::sast
