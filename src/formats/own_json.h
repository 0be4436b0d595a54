// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "finding/report.h"

namespace squire::formats {

/// Squire's own report format, everything that a report holds; docs/report-format.md describes it.
inline constexpr int kJsonFormatVersion = 1;

[[nodiscard]] std::string write_json(const finding::Report& report);

/// What `write_json` wrote. An error where it is not that, or of a newer format version.
[[nodiscard]] Result<finding::Report> read_json(std::string_view text);

} // namespace squire::formats
