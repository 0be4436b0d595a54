// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "bugreport/report_comparison.h"
#include "cli/command.h"
#include "finding/report.h"
#include "formats/report_faults.h"
#include "workspace/excerpt.h"

namespace squire::cli {

/// Reports that were compared, and what came of it.
struct ReportsCompared {
    std::vector<std::string> files;                        // of each report; one file may hold several
    std::vector<finding::Report> reports;
    std::vector<bugreport::Group> groups;
    std::vector<std::vector<formats::ReportFault>> faults; // of each report's file, at its first report
    std::filesystem::path source;                          // the project's folder; empty: code comes from the reports alone
    workspace::Redact redact;

    [[nodiscard]] std::size_t agreed() const;
    [[nodiscard]] std::size_t fault_count() const; // kinds, not places
};

/// Reports by number, then the disagreements with the code of each, then what is wrong with the reports. At most `most` disagreements of a kind.
[[nodiscard]] std::string comparison_table(const ReportsCompared& compared, std::size_t most, const Environment& environment);

/// All of it; docs/bugreport.md has the members.
[[nodiscard]] std::string comparison_json(const ReportsCompared& compared);

} // namespace squire::cli
