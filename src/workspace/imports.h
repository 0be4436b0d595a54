// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/problems.h"
#include "base/result.h"
#include "finding/report.h"

namespace squire::workspace {

struct ImportedFile {
    std::vector<finding::Report> reports; // one for each run of a SARIF file
    std::string digest;                   // SHA-256 of the file, hexadecimal
};

/// A report file of this or any other scanner: Squire's JSON, a GitLab security report, Semgrep's or Gitleaks' JSON, or SARIF, whose
/// runs are taken for `sarif_type`. What is
/// odd in it goes to `problems`. Each report names its scanner, with an id made of its name where it gives none.
[[nodiscard]] Result<ImportedFile> read_report_file(const std::filesystem::path& file, finding::ReportType sarif_type, Problems& problems);

} // namespace squire::workspace
