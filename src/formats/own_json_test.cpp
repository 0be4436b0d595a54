// SPDX-License-Identifier: MIT
#include "formats/own_json.h"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "formats/sample_reports_test.h"
#include "testing/golden.h"

namespace squire::formats {
namespace {

using finding::Report;
using finding::ReportType;
using nlohmann::json;

TEST(OwnJson, KeepsEverything) {
    for (const ReportType type : kReportTypes) {
        const Report report = sample_report(type);
        const auto read = read_json(write_json(report));
        ASSERT_TRUE(read) << describe(read.error());
        EXPECT_TRUE(*read == report) << write_json(report) << write_json(*read);
    }
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        const Report report = random_report(seed, true);
        const auto read = read_json(write_json(report));
        ASSERT_TRUE(read) << "seed " << seed << ": " << describe(read.error());
        EXPECT_TRUE(*read == report) << "seed " << seed;
    }
}

TEST(OwnJson, SeveralReportsAreAList) {
    const Report secrets = sample_report(ReportType::secret_detection);
    const Report code = sample_report(ReportType::sast);
    const std::vector<const Report*> both{&secrets, &code};
    const auto read = read_json_reports(write_json_list(both));
    ASSERT_TRUE(read) << describe(read.error());
    EXPECT_EQ(*read, (std::vector<Report>{secrets, code}));
    EXPECT_EQ(read_json_reports(write_json(code)).value(), std::vector<Report>{code});
    EXPECT_EQ(read_json_reports(write_json_list({})).value(), std::vector<Report>{});
    EXPECT_FALSE(read_json(write_json_list(both)));
    for (const std::string_view bad : {"[1]", "[{}]", "[[]]", "[", "{}", "1"}) EXPECT_FALSE(read_json_reports(bad)) << bad;
}

TEST(OwnJson, IsWrittenAsDescribed) {
    testing::expect_golden(std::filesystem::path(SQUIRE_TESTDATA) / "own_json" / "secrets.json",
                           write_json(sample_report(ReportType::secret_detection)));
}

TEST(OwnJson, ReadsOnlyWhatIsRight) {
    const std::string good = write_json(sample_report(ReportType::sast));
    const std::vector<std::pair<std::string, std::string>> table{
        {R"([{"op":"replace","path":"/format","value":"other"}])", "/format"},
        {R"([{"op":"remove","path":"/format"}])", "/format"},
        {R"([{"op":"replace","path":"/format_version","value":2}])", "/format_version"},
        {R"([{"op":"replace","path":"/type","value":"x"}])", "/type"},
        {R"([{"op":"replace","path":"/status","value":"x"}])", "/status"},
        {R"([{"op":"replace","path":"/start_time","value":"x"}])", "/start_time"},
        {R"([{"op":"replace","path":"/findings/0/severity","value":"x"}])", "/findings/0/severity"},
        {R"([{"op":"replace","path":"/findings/0/location/kind","value":"x"}])", "/findings/0/location/kind"},
        {R"([{"op":"replace","path":"/findings/0/location/start_line","value":-1}])", "/findings/0/location/start_line"},
        {R"([{"op":"replace","path":"/findings/0/identifiers","value":[]}])", "/findings/0"},
        {R"([{"op":"replace","path":"/findings/0","value":7}])", "/findings/0"},
        {R"([{"op":"replace","path":"/messages/0/weight","value":"x"}])", "/messages/0/weight"},
    };
    for (const auto& [patch, place] : table) {
        const auto read = read_json(json::parse(good).patch(json::parse(patch)).dump());
        ASSERT_FALSE(read) << patch;
        EXPECT_EQ(read.error().place, place) << patch << ": " << describe(read.error());
    }
    EXPECT_FALSE(read_json(""));
    EXPECT_FALSE(read_json("[]"));
    EXPECT_FALSE(read_json(std::string(100'000, '[')));
}

} // namespace
} // namespace squire::formats
