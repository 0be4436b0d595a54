// SPDX-License-Identifier: MIT
#include "formats/gitlab_report.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "formats/finding_id.h"
#include "formats/gitlab_check.h"
#include "formats/sample_reports_test.h"
#include "testing/golden.h"

namespace squire::formats {
namespace {

using namespace std::string_literals;
using finding::Report;
using finding::ReportType;
using nlohmann::json;

class EachReportType : public ::testing::TestWithParam<ReportType> {};

TEST_P(EachReportType, IsWrittenAsExpected) {
    const auto report = write_checked_gitlab_report(sample_report(GetParam()));
    ASSERT_TRUE(report) << describe(report.error());
    testing::expect_golden(std::filesystem::path(SQUIRE_TESTDATA) / "gitlab_report" / gitlab_report_file(GetParam()), *report);
}

INSTANTIATE_TEST_SUITE_P(GitlabReport, EachReportType, ::testing::ValuesIn(kReportTypes),
                         [](const auto& info) { return std::string(to_string(info.param)); });

TEST(GitlabReport, HasAFileNameForEachType) {
    std::set<std::string_view> names;
    for (const ReportType type : kReportTypes) names.insert(gitlab_report_file(type));
    EXPECT_EQ(names.size(), kReportTypes.size());
    EXPECT_TRUE(names.contains("gl-secret-detection-report.json"));
}

TEST(GitlabReport, IsValidWhateverAScannerHandsOver) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const Report report = random_report(seed, false);
        const auto text = write_checked_gitlab_report(report);
        ASSERT_TRUE(text) << "seed " << seed << ": " << describe(text.error());
        EXPECT_TRUE(is_utf8(*text)) << "seed " << seed;
        EXPECT_EQ(*text, write_gitlab_report(report)) << "seed " << seed;
        EXPECT_TRUE(check_gitlab_report(*text, report.type).empty()) << "seed " << seed;
    }
}

TEST(GitlabReport, CutsTextsBetweenCharacters) {
    Report report = sample_report(ReportType::sast);
    finding::Finding& finding = report.findings.front();
    std::string long_text;
    while (long_text.size() < 1'100'000) long_text += "é€𝄞";
    finding.name = finding.solution = finding.description = long_text;
    const auto text = write_checked_gitlab_report(report);
    ASSERT_TRUE(text) << describe(text.error());
    const json written = json::parse(*text).at("vulnerabilities").at(0);
    EXPECT_LE(written.at("name").get<std::string>().size(), 255U);
    EXPECT_GE(written.at("name").get<std::string>().size(), 250U);
    EXPECT_LE(written.at("solution").get<std::string>().size(), 7'000U);
    EXPECT_LE(written.at("description").get<std::string>().size(), 1'048'576U);
    EXPECT_TRUE(written.at("name").get<std::string>().ends_with("…"));
}

TEST(GitlabReport, NeverWritesNulOrInvalidText) {
    Report report = sample_report(ReportType::secret_detection);
    report.findings.front().name = "a\0b\xFF"s;
    report.findings.front().evidence = std::string(300, '\0');
    const std::string text = write_gitlab_report(report);
    EXPECT_EQ(text.find('\0'), std::string::npos);
    EXPECT_EQ(text.find("\\u0000"), std::string::npos);
    EXPECT_NE(text.find("a\xEF\xBF\xBD"
                        "b\xEF\xBF\xBD"),
              std::string::npos);
}

TEST(GitlabReport, RefusesWhatGitlabWouldRefuse) {
    Report report = sample_report(ReportType::dependency_scanning);
    report.findings.back().identifiers.clear();
    const auto text = write_checked_gitlab_report(report);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().kind, ErrorKind::internal);
    EXPECT_EQ(text.error().place, "/vulnerabilities/1/identifiers");

    Report unnamed = sample_report(ReportType::sast);
    unnamed.scanner.version.clear();
    ASSERT_FALSE(write_checked_gitlab_report(unnamed));
    EXPECT_EQ(write_checked_gitlab_report(unnamed).error().place, "/scan/scanner/version");
}

TEST(FindingId, StaysOverMovedLinesAndDiffersInAReport) {
    Report report = sample_report(ReportType::secret_detection);
    report.findings.push_back(report.findings.front());
    report.findings.push_back(report.findings.front());
    const std::vector<std::string> ids = finding_ids(report);
    EXPECT_EQ(std::set(ids.begin(), ids.end()).size(), report.findings.size());

    Report moved = report;
    for (finding::Finding& finding : moved.findings) {
        auto& range = std::get<finding::SecretLocation>(finding.location).range;
        if (range.start_line != 0) range = {range.start_line + 7, range.end_line + 7, 1, 2};
    }
    EXPECT_EQ(finding_ids(moved), ids);

    std::ranges::reverse(report.findings);
    const std::vector<std::string> reversed = finding_ids(report);
    EXPECT_EQ(std::set(reversed.begin(), reversed.end()), std::set(ids.begin(), ids.end()));

    report.type = ReportType::sast;
    EXPECT_NE(finding_ids(report).front(), reversed.front());
}

TEST(GitlabReport, NamesTheRulesOfAllFindings) {
    const json scan = json::parse(write_gitlab_report(sample_report(ReportType::sast))).at("scan");
    std::vector<std::string> values;
    for (const json& rule : scan.at("primary_identifiers")) values.push_back(rule.at("value"));
    EXPECT_EQ(values, (std::vector<std::string>{"sample-rule", "other-rule"}));
}

} // namespace
} // namespace squire::formats
