// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include "finding/report.h"

namespace squire::formats {

/// A report as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format") with one run. The same report gives the same bytes.
[[nodiscard]] std::string write_sarif(const finding::Report& report);

/// Likewise, with one run for each report.
[[nodiscard]] std::string write_sarif(std::span<const finding::Report* const> reports);

} // namespace squire::formats
