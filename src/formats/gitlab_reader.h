// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "base/problems.h"
#include "base/result.h"
#include "finding/report.h"
#include "formats/read_limits.h"

namespace squire::formats {

/// Anybody's GitLab security report, 14.x or 15.x, as it is met in the wild: what is missing or odd is a warning in `problems`, placed by its JSON
/// pointer, and the rest is read. An error only where there is no list of findings to read. Findings come out in `comes_before` order, each with at
/// least one identifier and a fingerprint, made from the report's signatures or, without these, from rule and place.
[[nodiscard]] Result<finding::Report> read_gitlab_report(std::string_view text, Problems& problems, const ReadLimits& limits = {});

} // namespace squire::formats
