// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/command.h"
#include "cli/workspace_session.h"
#include "store/store.h"
#include "workspace/comparison.h"

namespace squire::cli {

/// Two lines a vulnerability: id, severity, state, age and name; below it the place, which is never cut.
[[nodiscard]] std::string findings_table(const store::Store& store, std::span<const store::VulnerabilityRow> rows,
                                         const Environment& environment);

/// A list of objects, one a vulnerability; docs/findings.md has the members.
[[nodiscard]] std::string findings_json(std::span<const store::VulnerabilityRow> rows);

/// One line a vulnerability below a line of headings (formats/csv_writer.h).
[[nodiscard]] std::string findings_csv(std::span<const store::VulnerabilityRow> rows);

/// All of one vulnerability.
[[nodiscard]] std::string vulnerability_json(const finding::Vulnerability& vulnerability, const std::vector<store::Event>& history);

/// Scans, the oldest first: when, who, of which commit, and what it came to.
[[nodiscard]] std::string scans_table(std::span<const store::ScanRecord> scans, const Environment& environment);
[[nodiscard]] std::string scans_json(std::span<const store::ScanRecord> scans);

/// "before" and "after", each a scan; "new", "back" and "gone", each a list of vulnerabilities.
[[nodiscard]] Result<std::string> comparison_json(const workspace::Comparison& comparison, const store::Store& store);

} // namespace squire::cli
