// SPDX-License-Identifier: MIT
// For this part's own sources.
#pragma once

#include "finding/finding.h"
#include "formats/json_document.h"

namespace squire::formats {

/// The location of one finding in a GitLab report, in the shape of the report type. `finding` is the whole finding: some tools put the commit of a
/// secret beside its location.
[[nodiscard]] finding::Location read_gitlab_location(const JsonCursor& finding, finding::ReportType type);

/// The way of the data, from the details of one finding: the first of its code flows.
[[nodiscard]] std::vector<finding::FlowStep> read_gitlab_flow(const JsonCursor& finding);

} // namespace squire::formats
