// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "finding/report.h"
#include "formats/table.h"

namespace squire::cli {

enum class ReportFormat : std::uint8_t { table, json, gitlab, sarif };

[[nodiscard]] std::optional<ReportFormat> parse_report_format(std::string_view word);

[[nodiscard]] Result<std::string> format_report(const finding::Report& report, ReportFormat format, const formats::TableStyle& style);

/// Several reports for one output: tables one after the other, one list of JSON, one SARIF document with a run for each. GitLab's format holds one
/// report: more are an error (usage).
[[nodiscard]] Result<std::string> format_reports(std::span<const finding::Report* const> reports, ReportFormat format,
                                                 const formats::TableStyle& style);

} // namespace squire::cli
