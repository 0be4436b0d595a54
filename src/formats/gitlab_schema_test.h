// SPDX-License-Identifier: MIT
// GitLab's own schemas, for tests.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"

namespace squire::formats {

/// Where GitLab's schemas are: below $SQUIRE_SHARED, else beside the source tree. Nothing where they are absent.
[[nodiscard]] std::optional<std::filesystem::path> gitlab_schema_folder();

/// What GitLab's schema of this report type says against a report; the schemas must be there.
[[nodiscard]] std::vector<std::string> gitlab_schema_errors(std::string_view report, finding::ReportType type);

} // namespace squire::formats
