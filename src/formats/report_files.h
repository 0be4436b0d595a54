// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "finding/report.h"

namespace squire::formats {

/// The report in each format for machines, by file name: GitLab's under its own name, `squire-<scanner>.sarif` and `squire-<scanner>.json`.
[[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> report_files(std::string_view scanner, const finding::Report& report);

/// Writes them into a folder.
[[nodiscard]] Result<void> write_reports(const std::filesystem::path& folder, std::string_view scanner, const finding::Report& report);

} // namespace squire::formats
