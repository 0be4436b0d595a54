// SPDX-License-Identifier: MIT
// Each folder in testdata/sarif_reader holds a file as it is met, and in expected.txt what is said about it and what is read from it.
#include "formats/sarif_reader.h"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "base/file.h"
#include "formats/own_json.h"
#include "formats/sample_reports_test.h"
#include "formats/sarif_writer.h"
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

TEST(SarifReader, ReadsFilesAsTheyAreMet) {
    std::size_t cases = 0;
    for (const auto& folder : fs::directory_iterator(fs::path(SQUIRE_TESTDATA) / "sarif_reader")) {
        Problems problems;
        const auto reports = read_sarif(read_file(folder.path() / "input.sarif").value(), problems);
        ASSERT_TRUE(reports) << folder.path() << ": " << describe(reports.error());
        std::string text = warnings(problems);
        for (const Report& report : *reports) text += write_json(report);
        testing::expect_golden(folder.path() / "expected.txt", text);
        ++cases;
    }
    EXPECT_GE(cases, 4U);
}

TEST(SarifReader, ReadsWhatIsWritten) {
    for (const ReportType type : {ReportType::sast, ReportType::secret_detection, ReportType::dependency_scanning}) {
        const Report written = sample_report(type);
        Problems problems;
        const auto reports = read_sarif(write_sarif(written), problems);
        ASSERT_TRUE(reports) << to_string(type);
        ASSERT_EQ(reports->size(), 1U);
        EXPECT_EQ(warnings(problems), "") << to_string(type);
        const Report& read = reports->front();
        EXPECT_EQ(read.type, written.type);
        EXPECT_EQ(read.provenance, written.provenance);
        EXPECT_EQ(read.start_time, written.start_time);
        EXPECT_EQ(read.end_time, written.end_time);
        EXPECT_EQ(read.status, written.status);
        EXPECT_EQ(read.messages.size(), written.messages.size());
        ASSERT_EQ(read.findings.size(), written.findings.size());
        for (std::size_t i = 0; i < read.findings.size(); ++i) {
            const finding::Finding& finding = read.findings[i];
            const finding::Finding& expected = written.findings[i];
            EXPECT_EQ(finding.rule(), expected.rule());
            EXPECT_EQ(finding.severity, expected.severity);
            EXPECT_EQ(finding.confidence, expected.confidence);
            EXPECT_EQ(finding.flags, expected.flags);
            EXPECT_EQ(finding.flow.size(), expected.flow.size());
            EXPECT_EQ(place_of(finding), place_of(expected));
            EXPECT_TRUE(expected.fingerprint.empty() || finding.fingerprint == expected.fingerprint);
        }
    }
}

TEST(SarifReader, ReadsWhateverAScannerHandsOver) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const Report written = random_report(seed, false);
        Problems problems;
        const auto reports = read_sarif(write_sarif(written), problems);
        ASSERT_TRUE(reports) << "seed " << seed;
        EXPECT_EQ(reports->front().findings.size(), written.findings.size()) << "seed " << seed;
    }
}

TEST(SarifReader, AnswersHostileInputWithAnError) {
    for (const std::string& text : {std::string(), std::string("{"), std::string("[]"), std::string(R"({"runs": {}})"),
                                    std::string(1'000'000, '['), std::string(R"({"version": "2.1.0"})")}) {
        Problems problems;
        EXPECT_FALSE(read_sarif(text, problems)) << text.substr(0, 40);
    }
}

} // namespace
} // namespace squire::formats
