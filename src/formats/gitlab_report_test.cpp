// SPDX-License-Identifier: MIT
#include "formats/gitlab_report.h"

#include <gtest/gtest.h>

namespace squire::formats {
namespace {

TEST(GitlabReport, HasTheFileNamesOfGitlabsOwnJobs) {
    EXPECT_EQ(gitlab_report_file(finding::ReportType::secret_detection), "gl-secret-detection-report.json");
    EXPECT_EQ(gitlab_report_file(finding::ReportType::api_fuzzing), "gl-api-fuzzing-report.json");
}

} // namespace
} // namespace squire::formats
