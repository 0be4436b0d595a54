// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "finding/report.h"

namespace squire::formats {

/// Squire's own report format, everything that a report holds; docs/report-format.md describes it.
inline constexpr int kJsonFormatVersion = 1;

[[nodiscard]] std::string write_json(const finding::Report& report);

/// Several reports as one document: a list.
[[nodiscard]] std::string write_json_list(std::span<const finding::Report* const> reports);

/// What `write_json` wrote. An error where it is not that, or of a newer format version.
[[nodiscard]] Result<finding::Report> read_json(std::string_view text);

/// What either of the two wrote.
[[nodiscard]] Result<std::vector<finding::Report>> read_json_reports(std::string_view text);

/// Findings alone, as a report holds them: a JSON object with the list "findings".
[[nodiscard]] std::string write_findings(std::span<const finding::Finding> findings);

/// What `write_findings` wrote. An error where it is not that.
[[nodiscard]] Result<std::vector<finding::Finding>> read_findings(std::string_view text);

} // namespace squire::formats
