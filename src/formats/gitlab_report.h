// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "finding/report.h"

namespace squire::formats {

/// The version of GitLab's security report schemas that is written.
inline constexpr std::string_view kGitlabReportVersion = "15.2.4";

/// A report as GitLab's JSON, ready to be a job's artifact. The same report gives the same bytes. Texts that are too long are cut, invalid UTF-8 is
/// made valid, and addresses that GitLab would refuse are left out, because they come from scanned projects and from advisories; everything else is
/// written as it stands, also where GitLab would refuse it: `write_checked_gitlab_report` finds that.
[[nodiscard]] std::string write_gitlab_report(const finding::Report& report);

/// The same, and an error (internal; the place is a JSON pointer) where the report breaks GitLab's rules: one broken finding makes GitLab refuse the
/// whole file.
[[nodiscard]] Result<std::string> write_checked_gitlab_report(const finding::Report& report);

/// The file name GitLab's own jobs use: "gl-secret-detection-report.json".
[[nodiscard]] std::string_view gitlab_report_file(finding::ReportType type);

} // namespace squire::formats
