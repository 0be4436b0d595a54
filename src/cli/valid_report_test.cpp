// SPDX-License-Identifier: MIT
#include "cli/valid_report_test.h"

#include "finding/finding.h"
#include "formats/gitlab_check.h"
#include "testing/gitlab_schema.h"

namespace squire::cli {

std::vector<std::string> faults_of_gitlab_report(std::string_view report) {
    std::vector<std::string> faults;
    for (const Error& fault : formats::check_gitlab_report(report, finding::ReportType::secret_detection)) faults.push_back(describe(fault));
    if (!faults.empty() || !testing::gitlab_schema_folder()) return faults;
    return testing::gitlab_schema_errors(report, "15.2.4/secret-detection-report-format.json");
}

} // namespace squire::cli
