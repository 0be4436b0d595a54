// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "rules/sast_rule.h"
#include "sast/match.h"
#include "sast/pattern.h"
#include "sast/range_index.h"
#include "sast/source_file.h"

namespace squire::sast {

/// Whether the file has every name that a match needs: what takes little time to tell.
[[nodiscard]] bool has_names(const Pattern& pattern, const SourceFile& file);

/// Every place of the file that the pattern matches, each once for each way of binding its metavariables, in order of the text. Pattern and file
/// are of one grammar. Where the budget is spent, what was found so far. With `near`, places that it does not allow may be left out.
[[nodiscard]] std::vector<Match> find_matches(const Pattern& pattern, const SourceFile& file, const rules::SastOptions& options, Budget& budget,
                                              const Near* near = nullptr);

} // namespace squire::sast
