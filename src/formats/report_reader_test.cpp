// SPDX-License-Identifier: MIT
#include "formats/report_reader.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "base/file.h"

namespace squire::formats {
namespace {

std::string sample(const char* name) { return read_file(std::filesystem::path(SQUIRE_TESTDATA) / name).value(); }

TEST(ReportReader, TellsFormatsByTheirContent) {
    struct Case {
        const char* file;
        const char* scanner;
    };
    for (const Case& each : {Case{"semgrep_reader/flow/input.json", "semgrep"}, Case{"gitleaks_reader/history/input.json", "gitleaks"},
                             Case{"report_faults/sarif/input.json", "t"}, Case{"report_faults/sound/input.json", "a"}}) {
        Problems problems;
        const auto reports = read_report(sample(each.file), finding::ReportType::sast, problems);
        ASSERT_TRUE(reports) << each.file << ": " << describe(reports.error());
        EXPECT_EQ(reports->front().scanner.id, each.scanner) << each.file;
    }
    Problems problems;
    EXPECT_EQ(read_report("[]", finding::ReportType::sast, problems)->front().scanner.id, "gitleaks");
    for (const char* bad : {"", "{}", "nonsense", "{\"runs\": 1}", "{\"vulnerabilities\": 1}", "[{\"RuleID\": 1}"})
        EXPECT_FALSE(read_report(bad, finding::ReportType::sast, problems)) << bad;
}

TEST(ReportReader, GivesAFindingAsItStands) {
    const std::string semgrep = sample("semgrep_reader/flow/input.json");
    EXPECT_TRUE(raw_finding_in(semgrep, "tainted-query", 14).contains("\"check_id\": \"rules.shop.tainted-query\""));
    EXPECT_TRUE(raw_finding_in(semgrep, "rules.shop.tainted-query", 0).contains("\"message\""));
    EXPECT_EQ(raw_finding_in(semgrep, "tainted-query", 999), "");
    EXPECT_EQ(raw_finding_in(semgrep, "query", 14), ""); // a whole step of the name
    EXPECT_TRUE(raw_finding_in(sample("gitleaks_reader/history/input.json"), "shop-token", 3).contains("\"RuleID\": \"shop-token\""));
    EXPECT_TRUE(raw_finding_in(sample("report_faults/sarif/input.json"), "r", 1).contains("\"guid\""));
    for (const char* bad : {"", "[", "3", "[[]]", "{\"results\": {}}"}) EXPECT_EQ(raw_finding_in(bad, "r", 0), "") << bad;
}

} // namespace
} // namespace squire::formats
