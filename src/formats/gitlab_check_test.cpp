// SPDX-License-Identifier: MIT
// Each file in testdata/gitlab_check/{good,bad} is a change (JSON Patch, RFC 6902) to one of the reports in testdata/gitlab_report, and, for a bad
// one, the place of the mistake. Whatever GitLab's schema refuses the checker must refuse too.
#include "formats/gitlab_check.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "formats/gitlab_report.h"
#include "formats/gitlab_schema_test.h"

namespace squire::formats {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

const fs::path kTestdata = SQUIRE_TESTDATA;

std::vector<fs::path> cases(std::string_view folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(kTestdata / "gitlab_check" / folder)) files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

struct Case {
    finding::ReportType type{};
    std::string report;
    std::string place;
};

Case read_case(const fs::path& file) {
    const json description = json::parse(read_file(file).value());
    Case result;
    result.type = finding::parse_report_type(description.at("report").get<std::string>()).value();
    json report = json::parse(read_file(kTestdata / "gitlab_report" / gitlab_report_file(result.type)).value());
    report.patch_inplace(description.at("patch"));
    result.report = report.dump();
    result.place = description.value("place", "");
    return result;
}

std::string all_of(const std::vector<Error>& errors) {
    std::string text;
    for (const Error& error : errors) text += describe(error) + "\n";
    return text;
}

TEST(GitlabCheck, TakesGoodReports) {
    for (const fs::path& file : cases("good")) {
        const Case good = read_case(file);
        EXPECT_EQ(all_of(check_gitlab_report(good.report, good.type)), "") << file;
        EXPECT_EQ(all_of(check_gitlab_report(good.report)), "") << file;
    }
}

TEST(GitlabCheck, RefusesBadReportsAtTheRightPlace) {
    for (const fs::path& file : cases("bad")) {
        const Case bad = read_case(file);
        const std::vector<Error> errors = check_gitlab_report(bad.report, bad.type);
        ASSERT_FALSE(errors.empty()) << file;
        EXPECT_EQ(errors.front().place, bad.place) << file << "\n" << all_of(errors);
        EXPECT_EQ(errors.front().kind, ErrorKind::malformed) << file;
    }
}

TEST(GitlabCheck, AgreesWithGitlabsSchemas) {
    if (!testing::gitlab_schema_folder())
        GTEST_SKIP() << "GitLab's schemas are not here: set SQUIRE_SHARED to the folder that holds gitlab/schemas";
    for (const fs::path& file : cases("good")) {
        const Case good = read_case(file);
        EXPECT_EQ(gitlab_schema_errors(good.report, good.type), std::vector<std::string>{}) << file;
    }
    std::size_t refused = 0;
    for (const fs::path& file : cases("bad")) {
        const Case bad = read_case(file);
        if (gitlab_schema_errors(bad.report, bad.type).empty()) continue; // a rule of GitLab's import, not of its schema
        ++refused;
        EXPECT_FALSE(check_gitlab_report(bad.report, bad.type).empty()) << file;
    }
    EXPECT_GT(refused, 50U);
}

TEST(GitlabCheck, RefusesWhatIsNoReportAtAll) {
    for (const std::string_view text : {"", "[]", "null", "7", "\"x\"", "{}", "{\"vulnerabilities\": []}", "{", "[[[[", "\xFF"}) {
        EXPECT_FALSE(check_gitlab_report(text).empty()) << text;
    }
    EXPECT_FALSE(check_gitlab_report(std::string(100'000, '[')).empty());
}

TEST(GitlabCheck, KeepsTheFirstThousandMistakes) {
    json report = json::parse(read_file(kTestdata / "gitlab_report" / gitlab_report_file(finding::ReportType::sast)).value());
    for (int i = 0; i < 5'000; ++i) report["vulnerabilities"].push_back(i);
    EXPECT_EQ(check_gitlab_report(report.dump()).size(), 1'000U);
}

} // namespace
} // namespace squire::formats
