// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "finding/report.h"

namespace squire::formats {

/// A report as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format") with one run. The same report gives the same bytes.
[[nodiscard]] std::string write_sarif(const finding::Report& report);

} // namespace squire::formats
