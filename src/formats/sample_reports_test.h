// SPDX-License-Identifier: MIT
// Reports that the tests of this part share.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "finding/report.h"

namespace squire::formats {

inline constexpr std::array kReportTypes{finding::ReportType::sast,
                                         finding::ReportType::secret_detection,
                                         finding::ReportType::dependency_scanning,
                                         finding::ReportType::container_scanning,
                                         finding::ReportType::cluster_image_scanning,
                                         finding::ReportType::dast,
                                         finding::ReportType::api_fuzzing,
                                         finding::ReportType::coverage_fuzzing};

/// Two or three findings that between them fill every field.
[[nodiscard]] finding::Report sample_report(finding::ReportType type);

/// Anything a scanner could hand over: empty and very long texts, every kind of character, invalid UTF-8 (where `valid_text` does not forbid it).
[[nodiscard]] finding::Report random_report(std::uint64_t seed, bool valid_text);

/// `count` secrets as a scan of a real repository finds them, about 1,200 bytes of GitLab report each.
[[nodiscard]] finding::Report long_report(std::size_t count);

} // namespace squire::formats
