// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "finding/report.h"

namespace squire::formats {

/// The ids of the report's findings, in their order: UUIDs made of the report type, the fingerprint and the place. They differ within a report, and
/// stay over re-runs, moved lines and re-ordered files, because whoever imports reports (DefectDojo, GitLab) knows a finding again by its id.
[[nodiscard]] std::vector<std::string> finding_ids(const finding::Report& report);

} // namespace squire::formats
