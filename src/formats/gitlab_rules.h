// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace squire::formats {

// What the writer, the checker and the reader of GitLab's reports must agree on.

inline constexpr std::size_t kGitlabNameLimit = 255;
inline constexpr std::size_t kGitlabDescriptionLimit = 1'048'576;
inline constexpr std::size_t kGitlabSolutionLimit = 7'000;
inline constexpr std::string_view kLikelyFalsePositive = "flagged-as-likely-false-positive";

/// What GitLab's own analyzers write as the commit of a file that is in none yet.
inline constexpr std::string_view kNoCommit = "0000000";

/// "http://…" or "https://…".
[[nodiscard]] bool is_web_address(std::string_view url);

/// The same, or "ftp://…".
[[nodiscard]] bool is_address(std::string_view url);

/// "2026-01-31T12:00:00": no zone, no fraction.
[[nodiscard]] bool is_report_time(std::string_view text);

/// "15.2.4".
[[nodiscard]] bool is_report_version(std::string_view text);

/// A CVSS vector of version 2 (without a prefix), 3.0, 3.1 or 4.0.
[[nodiscard]] bool is_cvss_vector(std::string_view text);

} // namespace squire::formats
