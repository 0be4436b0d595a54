// SPDX-License-Identifier: MIT
#include "cli/valid_report_test.h"

#include "finding/finding.h"
#include "formats/gitlab_check.h"
#include "testing/gitlab_schema.h"

namespace squire::cli {

std::vector<std::string> faults_of_gitlab_report(std::string_view report) {
    using finding::ReportType;
    std::vector<std::string> faults;
    const bool of_packages = report.contains(R"("type": "dependency_scanning")");
    const ReportType type = of_packages ? ReportType::dependency_scanning : ReportType::secret_detection;
    for (const Error& fault : formats::check_gitlab_report(report, type)) faults.push_back(describe(fault));
    if (!faults.empty() || !testing::gitlab_schema_folder()) return faults;
    return testing::gitlab_schema_errors(report, of_packages ? "15.2.4/dependency-scanning-report-format.json"
                                                             : "15.2.4/secret-detection-report-format.json");
}

} // namespace squire::cli
