// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "base/problems.h"
#include "base/result.h"
#include "finding/report.h"
#include "formats/read_limits.h"

namespace squire::formats {

/// What `semgrep scan --json` and `opengrep scan --json` write (semgrep/semgrep-interfaces, semgrep_output_v1.atd). What is missing or odd is a warning in
/// `problems`, placed by its JSON pointer; an error only where there is no list of results. The scanner's own errors become the report's messages, placed
/// by "path:line". It writes no times and no list of rules. Columns are as in the file, which counts code points where Squire counts bytes.
[[nodiscard]] Result<finding::Report> read_semgrep_json(std::string_view text, Problems& problems, const ReadLimits& limits = {});

} // namespace squire::formats
