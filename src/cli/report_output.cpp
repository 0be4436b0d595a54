// SPDX-License-Identifier: MIT
#include "cli/report_output.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "formats/gitlab_report.h"
#include "formats/own_json.h"
#include "formats/sarif_writer.h"

namespace squire::cli {

std::optional<ReportFormat> parse_report_format(std::string_view word) {
    static constexpr std::array<std::pair<std::string_view, ReportFormat>, 4> kWords{{
        {"table", ReportFormat::table},
        {"json", ReportFormat::json},
        {"gitlab", ReportFormat::gitlab},
        {"sarif", ReportFormat::sarif},
    }};
    for (const auto& [each, format] : kWords) {
        if (each == word) return format;
    }
    return std::nullopt;
}

Result<std::string> format_report(const finding::Report& report, ReportFormat format, const formats::TableStyle& style) {
    switch (format) {
    case ReportFormat::table: return formats::format_table(report, style);
    case ReportFormat::json: return formats::write_json(report);
    case ReportFormat::gitlab: return formats::write_checked_gitlab_report(report);
    case ReportFormat::sarif: return formats::write_sarif(report);
    }
    return fail(ErrorKind::internal, "a report format without a writer");
}

Result<std::string> format_reports(std::span<const finding::Report* const> reports, ReportFormat format, const formats::TableStyle& style) {
    if (format == ReportFormat::json) return formats::write_json_list(reports);
    if (format == ReportFormat::sarif) return formats::write_sarif(reports);
    if (format == ReportFormat::gitlab && reports.size() > 1) return fail(ErrorKind::usage, "GitLab's format holds the report of one scanner");
    std::string all;
    for (const finding::Report* report : reports) {
        auto text = format_report(*report, format, style);
        if (!text) return text;
        all += *text;
    }
    return all;
}

} // namespace squire::cli
