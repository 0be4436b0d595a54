// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/problems.h"
#include "base/result.h"
#include "finding/report.h"

namespace squire::formats {

/// A report of this or any other scanner, told by its content: Squire's JSON, a GitLab security report, Semgrep's or Gitleaks' JSON, or SARIF, whose runs are
/// taken for `sarif_type`. What is odd in it goes to `problems`. Each report names its scanner, with an id made of its name where it gives none.
[[nodiscard]] Result<std::vector<finding::Report>> read_report(std::string_view text, finding::ReportType sarif_type, Problems& problems);

/// A finding as its report has it, as indented JSON: the first whose text names the rule and, where `line` is not 0, has that number as a line. Empty where
/// there is none. Secrets in it are the caller's to take out.
[[nodiscard]] std::string raw_finding_in(std::string_view text, std::string_view rule, std::uint32_t line);

} // namespace squire::formats
