// SPDX-License-Identifier: MIT
#include "formats/sarif_writer.h"

#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "formats/sample_reports_test.h"
#include "testing/golden.h"

namespace squire::formats {
namespace {

using finding::Report;
using finding::ReportType;
using nlohmann::json;

class EachSarif : public ::testing::TestWithParam<ReportType> {};

TEST_P(EachSarif, IsWrittenAsExpected) {
    const std::string text = write_sarif(sample_report(GetParam()));
    testing::expect_golden(std::filesystem::path(SQUIRE_TESTDATA) / "sarif_writer" / fmt::format("{}.sarif", to_string(GetParam())), text);
}

INSTANTIATE_TEST_SUITE_P(SarifWriter, EachSarif,
                         ::testing::Values(ReportType::sast, ReportType::secret_detection, ReportType::container_scanning),
                         [](const auto& info) { return std::string(to_string(info.param)); });

TEST(SarifWriter, PointsFromEveryResultToItsRule) {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const json run = json::parse(write_sarif(random_report(seed, false))).at("runs").at(0);
        const json& rules = run.at("tool").at("driver").at("rules");
        for (const json& result : run.at("results")) {
            EXPECT_EQ(rules.at(result.at("ruleIndex").get<std::size_t>()).at("id"), result.at("ruleId")) << "seed " << seed;
            EXPECT_FALSE(result.at("message").at("text").is_null()) << "seed " << seed;
        }
    }
}

TEST(SarifWriter, SaysNothingOfARevisionThatIsNotKnown) {
    Report report = sample_report(ReportType::sast);
    report.provenance.revision.clear();
    EXPECT_EQ(write_sarif(report).find("versionControlProvenance"), std::string::npos);
}

TEST(SarifWriter, SeveralReportsAreRunsOfOneDocument) {
    const Report secrets = sample_report(ReportType::secret_detection);
    const Report code = sample_report(ReportType::sast);
    const std::vector<const Report*> both{&secrets, &code};
    const json runs = json::parse(write_sarif(both)).at("runs");
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_EQ(runs.at(0), json::parse(write_sarif(secrets)).at("runs").at(0));
    EXPECT_EQ(runs.at(1), json::parse(write_sarif(code)).at("runs").at(0));
}

} // namespace
} // namespace squire::formats
