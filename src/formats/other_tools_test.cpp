// SPDX-License-Identifier: MIT
// Reports of other tools: each folder in testdata/{semgrep_reader,gitleaks_reader,report_faults} holds one and, in expected.txt, what becomes of it.
#include <filesystem>
#include <functional>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "formats/gitleaks_reader.h"
#include "formats/own_json.h"
#include "formats/report_faults.h"
#include "formats/semgrep_reader.h"
#include "testing/golden.h"

namespace squire::formats {
namespace {

namespace fs = std::filesystem;

using Reader = std::function<Result<finding::Report>(std::string_view, Problems&)>;

std::size_t read_all(const char* family, const Reader& read) {
    std::size_t cases = 0;
    for (const auto& folder : fs::directory_iterator(fs::path(SQUIRE_TESTDATA) / family)) {
        Problems problems;
        const auto report = read(read_file(folder.path() / "input.json").value(), problems);
        EXPECT_TRUE(report) << folder.path() << ": " << describe(report.error());
        if (!report) continue;
        std::string said;
        for (const Problem& problem : problems.list()) said += describe(problem.error) + "\n";
        testing::expect_golden(folder.path() / "expected.txt", said + write_json(*report));
        const auto again = read_json(write_json(*report));
        EXPECT_TRUE(again && again->findings == report->findings) << folder.path();
        ++cases;
    }
    return cases;
}

TEST(OtherTools, ReadsSemgrepsJson) {
    EXPECT_GE(read_all("semgrep_reader", [](std::string_view text, Problems& problems) { return read_semgrep_json(text, problems); }), 2U);
}

TEST(OtherTools, ReadsGitleaksJson) {
    EXPECT_GE(read_all("gitleaks_reader", [](std::string_view text, Problems& problems) { return read_gitleaks_json(text, problems); }), 2U);
}

TEST(OtherTools, RefusesWhatIsNotTheirs) {
    for (const char* text : {"", "{", "[", "{}", "3", "{\"results\": {}}", "{\"results\": 1}", "null", "\"results\""}) {
        Problems problems;
        EXPECT_FALSE(read_semgrep_json(text, problems)) << text;
    }
    for (const char* text : {"", "{", "{}", "3", "{\"RuleID\": 1}", "null"}) {
        Problems problems;
        EXPECT_FALSE(read_gitleaks_json(text, problems)) << text;
    }
    Problems problems;
    const std::string deep = "{\"results\": " + std::string(200, '[') + std::string(200, ']') + "}";
    ASSERT_FALSE(read_semgrep_json(deep, problems));
    EXPECT_EQ(read_semgrep_json(deep, problems).error().kind, ErrorKind::limit);
    EXPECT_EQ(read_gitleaks_json("[" + std::string(100, ' ') + "]", problems, {.bytes = 50}).error().kind, ErrorKind::limit);
}

TEST(OtherTools, TakesTheSecretOutOfGitleaksMatch) {
    Problems problems;
    const std::string secret = "q7Zk2q7Zk2q7Zk2q7Zk2";
    const auto report =
        read_gitleaks_json(fmt::format(R"([{{"RuleID": "r", "File": "a", "Match": "k = {0}", "Secret": "{0}"}}])", secret), problems);
    ASSERT_TRUE(report);
    EXPECT_EQ(write_json(*report).find(secret), std::string::npos);
}

TEST(ReportFaults, AreFound) {
    std::size_t cases = 0;
    for (const auto& folder : fs::directory_iterator(fs::path(SQUIRE_TESTDATA) / "report_faults")) {
        std::string said;
        for (const ReportFault& fault : faults_of(read_file(folder.path() / "input.json").value()))
            said += fmt::format("{} x{} {}: {}\n", to_string(fault.kind), fault.count, fault.place, fault.what);
        testing::expect_golden(folder.path() / "expected.txt", said);
        ++cases;
    }
    EXPECT_GE(cases, 6U);
    for (const char* text : {"", "[]", "{}", "[1]", "nonsense"}) EXPECT_TRUE(faults_of(text).empty()) << text;
}

TEST(ReportFaults, UnstableIdsNeedTwoRuns) {
    const auto run = [](const char* id, const char* line) {
        return fmt::format(R"({{"version": "15.2.4", "scan": {{"type": "sast"}}, "vulnerabilities": [
            {{"id": "{}", "identifiers": [{{"value": "r"}}], "location": {{"file": "a.py", "start_line": {}}}}}]}})",
                           id, line);
    };
    EXPECT_TRUE(unstable_ids(run("a", "3"), run("a", "3")).empty());
    EXPECT_TRUE(unstable_ids(run("a", "3"), run("b", "4")).empty()); // another place: another finding
    const auto faults = unstable_ids(run("a", "3"), run("b", "3"));
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults.front().kind, ReportFault::Kind::unstable_id);
    EXPECT_TRUE(unstable_ids(run("a", "3"), "[]").empty());
    EXPECT_TRUE(unstable_ids("x", "y").empty());
}

} // namespace
} // namespace squire::formats
