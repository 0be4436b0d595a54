// SPDX-License-Identifier: MIT
#include "formats/table.h"

#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "formats/display_width.h"
#include "formats/sample_reports_test.h"
#include "testing/golden.h"

namespace squire::formats {
namespace {

using finding::Finding;
using finding::Report;
using finding::ReportType;
using finding::Severity;

Finding secret(Severity severity, std::string name, std::string rule, std::string file, std::uint32_t line, std::string evidence) {
    return {.type = ReportType::secret_detection,
            .severity = severity,
            .name = std::move(name),
            .identifiers = {{"squire_rule_id", rule, rule, ""}},
            .location = finding::SecretLocation{.file = std::move(file), .range = {line, line, 1, 9}},
            .evidence = std::move(evidence)};
}

Report secrets() {
    Report report = sample_report(ReportType::secret_detection);
    Finding token = secret(Severity::critical, "GitLab personal access token", "gitlab-personal-access-token", "deploy/production/config.env",
                           12, "GITLAB_TOKEN=glpa********");
    auto& place = std::get<finding::SecretLocation>(token.location);
    place.commit = {"3f2a1bc9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3", "Ada Example <ada@example.org>", "2024-05-01T08:30:00Z", "Deploy"};
    place.still_at_head = true;
    Finding gone = secret(Severity::high, "Private key", "private-key", "keys/server.pem", 1, "-----BEGIN ********");
    std::get<finding::SecretLocation>(gone.location).commit = {"77777777d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3", "Grace", "2023-11-30T08:30:00Z", ""};
    std::get<finding::SecretLocation>(gone.location).still_at_head = false;
    Finding doubted =
        secret(Severity::high, "Generic password", "generic-password",
               "a/test/fixtures/very/long/path/that/is/wider/than/any/terminal/of/sixty/columns/settings.py", 7, "password = \"exam********\"");
    doubted.flags = {{"squire: test path", "stands in a test and looks like an example"}};
    Finding hostile =
        secret(Severity::medium, "Evil \x1b[31mname\u202e", "evil-\x07rule", "src/\x1b]0;title\x07/漢字.py", 3,
               "x\r\ny = \"漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字\"");
    Finding bare = secret(Severity::low, "", "some-rule", "notes.txt", 0, "");
    report.findings = {bare, doubted, gone, hostile, token};
    return report;
}

TEST(Table, LooksAsExpected) {
    Report broken = secrets();
    broken.status = finding::Status::failure;
    Report none = secrets();
    none.findings.clear();
    none.messages.clear();
    const std::vector<std::pair<std::string, Report>> reports{
        {"secrets", secrets()}, {"broken-off", broken}, {"none", none}, {"code", sample_report(ReportType::sast)}};
    for (const auto& [name, report] : reports) {
        for (const unsigned width : {60U, 80U, 120U}) {
            for (const bool colour : {false, true}) {
                const std::string text = format_table(report, {.colour = colour, .width = width});
                const auto file = fmt::format("{}-{}{}.txt", name, width, colour ? "-colour" : "");
                testing::expect_golden(std::filesystem::path(SQUIRE_TESTDATA) / "table" / file, text);
            }
        }
    }
}

TEST(Table, PrintsNothingThatATerminalObeys) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const std::string text = format_table(random_report(seed, false), {});
        for (const std::string_view line : split(text, '\n')) EXPECT_EQ(printable(line), line) << "seed " << seed;
    }
}

TEST(Table, StaysInItsWidthButForPlaces) {
    Report report = secrets();
    std::erase_if(report.findings, [](const Finding& finding) { return place_of(finding).size() > 40; });
    for (const unsigned width : {60U, 80U, 120U}) {
        const std::string text = format_table(report, {.width = width});
        for (const std::string_view line : split(text, '\n')) EXPECT_LE(display_width(line), width) << line;
    }
}

TEST(Table, ShowsTheFirstFiftyUnlessAskedForAll) {
    const Report report = long_report(123);
    const std::string some = format_table(report, {});
    EXPECT_NE(some.find("… and 73 more"), std::string::npos);
    EXPECT_NE(some.find("123 findings: 123 critical"), std::string::npos);
    const std::string all = format_table(report, {.show_all = true});
    EXPECT_EQ(all.find("… and"), std::string::npos);
    EXPECT_GT(all.size(), 2 * some.size());
}

} // namespace
} // namespace squire::formats
