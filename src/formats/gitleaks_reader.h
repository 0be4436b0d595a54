// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "base/problems.h"
#include "base/result.h"
#include "finding/report.h"
#include "formats/read_limits.h"

namespace squire::formats {

/// What `gitleaks git|dir|detect --report-format json` writes (gitleaks/gitleaks, report/finding.go): a list of findings, and nothing of the tool, its
/// version or its rules. What is missing or odd is a warning in `problems`, placed by its JSON pointer; an error only where it is no list. Secrets are
/// taken out: the evidence is what formats/masking.h leaves of the match.
[[nodiscard]] Result<finding::Report> read_gitleaks_json(std::string_view text, Problems& problems, const ReadLimits& limits = {});

} // namespace squire::formats
