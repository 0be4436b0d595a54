// SPDX-License-Identifier: MIT
// GitLab's own schemas, for tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "testing/gitlab_schema.h"

namespace squire::formats {

/// What GitLab's schema of this report type says against a report; the schemas must be there.
[[nodiscard]] std::vector<std::string> gitlab_schema_errors(std::string_view report, finding::ReportType type);

} // namespace squire::formats
