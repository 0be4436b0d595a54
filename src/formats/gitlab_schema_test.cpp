// SPDX-License-Identifier: MIT
#include "formats/gitlab_schema_test.h"

#include <gtest/gtest.h>

#include "formats/gitlab_report.h"
#include "formats/sample_reports_test.h"

namespace squire::formats {
namespace {

using finding::ReportType;

std::string_view file_of(ReportType type) {
    switch (type) {
    case ReportType::sast: return "15.2.4/sast-report-format.json";
    case ReportType::secret_detection: return "15.2.4/secret-detection-report-format.json";
    case ReportType::dependency_scanning: return "15.2.4/dependency-scanning-report-format.json";
    case ReportType::container_scanning: return "15.2.4/container-scanning-report-format.json";
    case ReportType::cluster_image_scanning: return "15.2.4-derived/cluster-image-scanning-report-format.json";
    case ReportType::dast:
    case ReportType::api_fuzzing: return "15.2.4-derived/dast-report-format.json";
    case ReportType::coverage_fuzzing: return "15.2.4-derived/coverage-fuzzing-report-format.json";
    }
    return "";
}

} // namespace

std::vector<std::string> gitlab_schema_errors(std::string_view report, ReportType type) {
    return testing::gitlab_schema_errors(report, file_of(type));
}

TEST(GitlabSchema, TakesEveryReportThatIsWritten) {
    if (!testing::gitlab_schema_folder())
        GTEST_SKIP() << "GitLab's schemas are not here: set SQUIRE_SHARED to the folder that holds gitlab/schemas";
    for (const ReportType type : kReportTypes) {
        EXPECT_EQ(gitlab_schema_errors(write_gitlab_report(sample_report(type)), type), std::vector<std::string>{}) << to_string(type);
    }
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const finding::Report report = random_report(seed, false);
        const std::string text = write_gitlab_report(report);
        EXPECT_EQ(gitlab_schema_errors(text, report.type), std::vector<std::string>{}) << "seed " << seed;
    }
}

} // namespace squire::formats
