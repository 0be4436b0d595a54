// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "base/problems.h"
#include "base/result.h"
#include "finding/report.h"
#include "formats/read_limits.h"

namespace squire::formats {

struct SarifReading {
    finding::ReportType type = finding::ReportType::sast; // what runs are about that do not say it; SARIF has no word for it
    ReadLimits limits;
};

/// Anybody's SARIF 2.1.0 (2.0.0 is near enough), one report for each run. Results that are no findings (passed, not applicable, absent since the
/// baseline) are left out; suppressed ones carry a flag. Paths come out relative to the project's root. What is missing or odd is a warning in
/// `problems`, placed by its JSON pointer; an error only where there are no runs. Columns stay in the unit of the file, which counts UTF-16 units
/// or code points where Squire counts bytes: the texts that would be needed to convert them are not in it.
[[nodiscard]] Result<std::vector<finding::Report>> read_sarif(std::string_view text, Problems& problems, const SarifReading& reading = {});

} // namespace squire::formats
