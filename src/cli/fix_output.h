// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "fix/fixing.h"
#include "records/fix_drafts.h"

namespace squire::cli {

struct FixTextOptions {
    bool colour = false;
    bool diffs = true;
    unsigned width = 80;
};

[[nodiscard]] std::string fixes_as_text(const fix::FixOutcome& outcome, const std::vector<records::FixDraft>& drafted,
                                        const FixTextOptions& options);
[[nodiscard]] std::string fixes_as_json(const fix::FixOutcome& outcome, const std::vector<records::FixDraft>& drafted,
                                        const std::string& commit);

/// "git diff" for a terminal: every line made safe, coloured where that is on.
[[nodiscard]] std::string diff_as_text(std::string_view diff, bool colour);

} // namespace squire::cli
