// SPDX-License-Identifier: MIT
// Each folder in testdata/gitlab_reader holds a report as it is met, and in expected.txt what is said about it and what is read from it.
#include "formats/gitlab_reader.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "formats/gitlab_report.h"
#include "formats/own_json.h"
#include "formats/sample_reports_test.h"
#include "testing/golden.h"

namespace squire::formats {
namespace {

using finding::Report;
using finding::ReportType;
namespace fs = std::filesystem;

std::string warnings(const Problems& problems) {
    std::string text;
    for (const Problem& problem : problems.list()) text += describe(problem.error) + "\n";
    return text;
}

TEST(GitlabReader, ReadsReportsAsTheyAreMet) {
    std::size_t cases = 0;
    for (const auto& folder : fs::directory_iterator(fs::path(SQUIRE_TESTDATA) / "gitlab_reader")) {
        Problems problems;
        const auto report = read_gitlab_report(read_file(folder.path() / "input.json").value(), problems);
        ASSERT_TRUE(report) << folder.path() << ": " << describe(report.error());
        testing::expect_golden(folder.path() / "expected.txt", warnings(problems) + write_json(*report));
        ++cases;
    }
    EXPECT_GE(cases, 6U);
}

TEST(GitlabReader, ReadsWhatIsWritten) {
    for (const ReportType type : kReportTypes) {
        const Report written = sample_report(type);
        Problems problems;
        const auto read = read_gitlab_report(write_gitlab_report(written), problems);
        ASSERT_TRUE(read) << to_string(type);
        EXPECT_EQ(warnings(problems), "") << to_string(type);
        EXPECT_EQ(read->type, written.type);
        EXPECT_EQ(read->analyzer, written.analyzer);
        EXPECT_EQ(read->scanner, written.scanner);
        EXPECT_EQ(read->start_time, written.start_time);
        EXPECT_EQ(read->end_time, written.end_time);
        EXPECT_EQ(read->status, written.status);
        EXPECT_EQ(read->messages.size(), written.messages.size());
        ASSERT_EQ(read->remediations.size(), written.remediations.size()) << to_string(type);
        for (std::size_t i = 0; i < read->remediations.size(); ++i) { // a finding that was read has a fingerprint of its own
            EXPECT_EQ(read->remediations[i].diff, written.remediations[i].diff);
            EXPECT_EQ(read->remediations[i].summary, written.remediations[i].summary);
            const auto fixed = [&](const finding::Finding& each) { return each.fingerprint == read->remediations[i].findings.at(0); };
            EXPECT_EQ(std::ranges::count_if(read->findings, fixed), 1);
        }
        ASSERT_EQ(read->findings.size(), written.findings.size());
        const auto& first = *std::ranges::find(read->findings, finding::Severity::critical, &finding::Finding::severity);
        const auto& expected = *std::ranges::find(written.findings, finding::Severity::critical, &finding::Finding::severity);
        EXPECT_EQ(first.name, expected.name);
        EXPECT_EQ(first.description, expected.description);
        EXPECT_EQ(first.identifiers, expected.identifiers);
        EXPECT_EQ(first.links, expected.links);
        EXPECT_EQ(first.flags, expected.flags);
        EXPECT_EQ(first.flow.size(), expected.flow.size());
        EXPECT_EQ(first.confidence, expected.confidence);
        EXPECT_EQ(place_of(first), place_of(expected));
        if (type == ReportType::secret_detection) {
            EXPECT_EQ(first.fingerprint, expected.fingerprint);
            EXPECT_EQ(first.evidence, expected.evidence);
        }
    }
}

TEST(GitlabReader, ReadsWhateverAScannerHandsOver) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const Report written = random_report(seed, false);
        Problems problems;
        const auto read = read_gitlab_report(write_gitlab_report(written), problems);
        ASSERT_TRUE(read) << "seed " << seed;
        EXPECT_EQ(read->findings.size(), written.findings.size()) << "seed " << seed;
        EXPECT_TRUE(std::ranges::is_sorted(read->findings, finding::comes_before)) << "seed " << seed;
    }
}

TEST(GitlabReader, AnswersHostileInputWithAnError) {
    struct Bad {
        std::string name, text;
        ErrorKind kind;
        std::string place;
    };
    const std::string deep = R"({"vulnerabilities": [)" + std::string(10'000, '[') + std::string(10'000, ']') + "]}";
    std::string many = R"({"vulnerabilities": [0)";
    for (int i = 0; i < 2'000; ++i) many += ",[]";
    const std::vector<Bad> table{
        {"nothing", "", ErrorKind::malformed, "1:1"},
        {"no JSON", "{\n  \"a\": x}", ErrorKind::malformed, "2:8"},
        {"cut off", R"({"vulnerabilities": [)", ErrorKind::malformed, "1:22"},
        {"another document", R"({"a": 1})", ErrorKind::malformed, "/vulnerabilities"},
        {"a list", "[]", ErrorKind::malformed, "/vulnerabilities"},
        {"no list", R"({"vulnerabilities": {}})", ErrorKind::malformed, "/vulnerabilities"},
        {"deep", deep, ErrorKind::limit, ""},
        {"deep and open", std::string(1'000'000, '['), ErrorKind::limit, ""},
        {"deep objects", R"({"a":)" + std::string(5'000, '{'), ErrorKind::limit, ""},
        {"huge number", R"({"vulnerabilities": [], "x": 1e999999})", ErrorKind::malformed, ""},
        {"many", many + "]}", ErrorKind::limit, ""},
        {"long", std::string(70'000, ' '), ErrorKind::limit, ""},
    };
    for (const Bad& bad : table) {
        Problems problems;
        const auto report = read_gitlab_report(bad.text, problems, {.bytes = bad.name == "long" ? 65'536U : 4U << 20U, .values = 1'000});
        ASSERT_FALSE(report) << bad.name;
        EXPECT_EQ(report.error().kind, bad.kind) << bad.name << ": " << describe(report.error());
        EXPECT_EQ(report.error().place, bad.place) << bad.name;
    }
}

TEST(GitlabReader, RepairsTextThatIsNotUtf8) {
    Problems problems;
    const auto report =
        read_gitlab_report("{\"version\":\"15.0.0\",\"vulnerabilities\":[{\"name\":\"a\xFFz\",\"identifiers\":[{\"value\":\"v\"}]}]}", problems);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->findings.front().name, "a\xEF\xBF\xBDz");
    EXPECT_NE(warnings(problems).find("UTF-8"), std::string::npos);
}

} // namespace
} // namespace squire::formats
