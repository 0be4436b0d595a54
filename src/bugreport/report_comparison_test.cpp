// SPDX-License-Identifier: MIT
#include "bugreport/report_comparison.h"

#include <algorithm>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace squire::bugreport {
namespace {

using finding::Finding;
using finding::Report;
using finding::Severity;

struct Said {
    const char* rule;
    const char* cwe;
    const char* file;
    std::uint32_t line;
    Severity severity = Severity::high;
    std::uint32_t last = 0;
};

Finding finding_of(const Said& said) {
    Finding finding{.severity = said.severity, .name = said.rule, .identifiers = {{"rule_id", said.rule, said.rule, ""}}};
    if (*said.cwe != '\0') finding.identifiers.push_back({"cwe", std::string("CWE-") + said.cwe, said.cwe, ""});
    finding.location = finding::CodeLocation{.file = said.file, .range = {said.line, said.last == 0 ? said.line : said.last, 0, 0}, .scope = {}};
    return finding;
}

Report report_of(const char* scanner, std::initializer_list<Said> all) {
    Report report;
    report.scanner.name = scanner;
    for (const Said& said : all) report.findings.push_back(finding_of(said));
    return report;
}

// "a.py:3 1+2 severity; b.py:9 1 missing 2"
std::string words_of(const std::vector<Group>& groups, const std::vector<Report>& reports) {
    std::string all;
    for (const Group& group : groups) {
        const Voice first = group.voices.front();
        all += (all.empty() ? "" : "; ") + place_of(reports[first.report].findings[first.finding]) + ' ';
        for (const Voice& voice : group.voices) all += fmt::format("{}{}", &voice == &group.voices.front() ? "" : "+", voice.report + 1);
        for (const Voice& voice : group.doubles) all += fmt::format(" again {}", voice.report + 1);
        for (const std::size_t missing : group.missing) all += fmt::format(" missing {}", missing + 1);
        if (group.severity_differs) all += " severity";
        if (group.place_differs) all += " place";
    }
    return all;
}

std::string compared(const std::vector<Report>& reports) { return words_of(compare_reports(reports), reports); }

TEST(ReportComparison, JoinsByPlaceAndMeaning) {
    struct Case {
        const char* what;
        std::vector<Report> reports;
        const char* expected;
    };
    const std::vector<Case> cases{
        {"equal", {report_of("A", {{"x.sql", "89", "a.py", 3}}), report_of("B", {{"y.sql", "89", "a.py", 3}})}, "a.py:3 1+2"},
        {"the last step of a rule's name",
         {report_of("A", {{"r", "", "a.py", 3}}), report_of("B", {{"pack.python.r", "", "a.py", 3}})},
         "a.py:3 1+2"},
        {"a CWE and its child", {report_of("A", {{"r", "89", "a.py", 3}}), report_of("B", {{"s", "564", "a.py", 3}})}, "a.py:3 1+2"},
        {"another weakness of one line",
         {report_of("A", {{"r", "89", "a.py", 3}}), report_of("B", {{"s", "79", "a.py", 3}})},
         "a.py:3 1 missing 2; a.py:3 2 missing 1"},
        {"another file",
         {report_of("A", {{"r", "89", "a.py", 3}}), report_of("B", {{"r", "89", "b.py", 3}})},
         "a.py:3 1 missing 2; b.py:3 2 missing 1"},
        {"near is the same, and said", {report_of("A", {{"r", "89", "a.py", 3}}), report_of("B", {{"r", "89", "a.py", 5}})}, "a.py:3 1+2 place"},
        {"far is not",
         {report_of("A", {{"r", "89", "a.py", 3}}), report_of("B", {{"r", "89", "a.py", 30}})},
         "a.py:3 1 missing 2; a.py:30 2 missing 1"},
        {"severity", {report_of("A", {{"r", "89", "a.py", 3, Severity::low}}), report_of("B", {{"r", "89", "a.py", 3}})}, "a.py:3 1+2 severity"},
        {"a severity that is not given is none that differs",
         {report_of("A", {{"r", "89", "a.py", 3, Severity::unknown}}), report_of("B", {{"r", "89", "a.py", 3}})},
         "a.py:3 1+2"},
        {"the nearest of two",
         {report_of("A", {{"r", "89", "a.py", 3}, {"r", "89", "a.py", 5}}), report_of("B", {{"r", "89", "a.py", 5}, {"r", "89", "a.py", 3}})},
         "a.py:3 1+2; a.py:5 1+2"},
        {"one says it twice",
         {report_of("A", {{"r", "89", "a.py", 3}, {"q", "564", "a.py", 3}}), report_of("B", {{"r", "89", "a.py", 3}})},
         "a.py:3 1+2 again 1"},
        {"three",
         {report_of("A", {{"r", "89", "a.py", 3}}), report_of("B", {}), report_of("C", {{"s", "943", "a.py", 3}})},
         "a.py:3 1+3 missing 2"},
        {"a table of tools gives a number",
         {report_of("Bandit", {{"B608", "", "a.py", 3}}), report_of("B", {{"s", "89", "a.py", 3}})},
         "a.py:3 1+2"},
        {"overlapping lines",
         {report_of("A", {{"r", "89", "a.py", 3, Severity::high, 9}}), report_of("B", {{"r", "89", "a.py", 3, Severity::high, 4}})},
         "a.py:3 1+2"},
        {"alone", {report_of("A", {{"r", "89", "a.py", 3}})}, "a.py:3 1"},
        {"nothing", {report_of("A", {}), report_of("B", {})}, ""},
    };
    for (const Case& each : cases) EXPECT_EQ(compared(each.reports), each.expected) << each.what;
}

TEST(ReportComparison, AFlowThatBeginsThereIsTheSamePlace) {
    Report flowing = report_of("A", {{"r", "89", "a.py", 30}});
    flowing.findings[0].flow = {{finding::FlowStep::Kind::source, "a.py", {3, 3, 0, 0}}};
    EXPECT_EQ(compared({flowing, report_of("B", {{"s", "89", "a.py", 3}})}), "a.py:30 1+2 place");
}

TEST(ReportComparison, AScannerOfAnotherTypeIsNotMissing) {
    Report secrets = report_of("S", {{"token", "798", "a.py", 3}, {"token", "798", "b.py", 3}});
    secrets.type = finding::ReportType::secret_detection;
    for (Finding& finding : secrets.findings) {
        finding.location =
            finding::SecretLocation{.file = std::string(file_of(finding)), .range = {3, 3, 0, 0}, .commit = {}, .blob = {}, .still_at_head = {}};
        finding.type = secrets.type;
    }
    EXPECT_EQ(compared({report_of("A", {{"password", "259", "a.py", 3}, {"r", "89", "c.py", 1}}), secrets}), "a.py:3 1+2; b.py:3 2; c.py:1 1");
}

TEST(ReportComparison, SaysWhyNothingIsSaid) {
    Report blind = report_of("B", {{"other", "79", "c.py", 4}});
    blind.messages = {{Weight::incomplete, {ErrorKind::malformed, "syntax error", "b.py:7", ""}}};
    const std::vector<Report> reports{
        report_of("A", {{"r", "89", "a.py", 1}, {"r", "89", "b.py", 1}, {"r", "89", "c.py", 4}, {"r", "89", "c.py", 90}}), blind};
    const auto groups = compare_reports(reports);
    ASSERT_EQ(groups.size(), 5U);
    EXPECT_EQ(groups[0].why.front(), "it says nothing of this file");
    EXPECT_EQ(groups[1].why.front(), "it could not look: syntax error");
    EXPECT_EQ(groups[2].why.front(), "it says other there");
    EXPECT_EQ(groups[4].why.front(), "");
    Report failed = report_of("B", {});
    failed.status = finding::Status::failure;
    EXPECT_EQ(compare_reports(std::vector<Report>{report_of("A", {{"r", "89", "a.py", 1}}), failed}).front().why.front(),
              "its scan did not end");
}

TEST(ReportComparison, EachFindingIsInOneGroupWhateverTheOrder) {
    std::mt19937 random(7); // NOLINT: the same every time
    const std::array cwes{"89", "564", "79", "22", "798", ""};
    for (int round = 0; round < 60; ++round) {
        std::vector<Report> reports(2 + round % 3);
        std::size_t all = 0;
        for (std::size_t r = 0; r < reports.size(); ++r) {
            for (std::size_t i = random() % 12; i > 0; --i, ++all) {
                const std::uint32_t line = 1 + random() % 15;
                reports[r].findings.push_back(
                    finding_of({random() % 2 == 0 ? "p.r" : "q.s", cwes[random() % cwes.size()], random() % 2 == 0 ? "a" : "b", line}));
            }
            std::ranges::stable_sort(reports[r].findings, finding::comes_before);
        }
        const auto groups = compare_reports(reports);
        std::vector<Voice> voices;
        for (const Group& group : groups) {
            voices.insert(voices.end(), group.voices.begin(), group.voices.end());
            voices.insert(voices.end(), group.doubles.begin(), group.doubles.end());
            EXPECT_EQ(group.voices.size() + group.missing.size(), reports.size());
            EXPECT_EQ(group.missing.size(), group.why.size());
        }
        std::ranges::sort(voices);
        EXPECT_EQ(voices.size(), all);
        EXPECT_EQ(std::ranges::adjacent_find(voices), voices.end());
        EXPECT_EQ(words_of(compare_reports(reports), reports), words_of(groups, reports));
    }
}

TEST(ReportComparison, ThousandsOnOneLineAreBounded) {
    std::vector<Report> reports(2);
    for (Report& report : reports) {
        for (int i = 0; i < 6'000; ++i) report.findings.push_back(finding_of({"r", "89", "a.py", 3}));
    }
    std::size_t voices = 0;
    for (const Group& group : compare_reports(reports)) voices += group.voices.size() + group.doubles.size();
    EXPECT_EQ(voices, 12'000U);
}

TEST(Meaning, ReadsItsData) {
    EXPECT_EQ(weakness_of_rule("Bandit 1.8", "B608"), 89U);
    EXPECT_EQ(weakness_of_rule("Golang security checks by gosec", "G304"), 22U);
    EXPECT_EQ(weakness_of_rule("ESLint", "security/detect-eval-with-expression"), 95U);
    EXPECT_EQ(weakness_of_rule("Brakeman", "SQL Injection"), 89U);
    EXPECT_EQ(weakness_of_rule("Somebody's", "B608"), 0U);
    EXPECT_EQ(weakness_of_rule("Bandit", "B999"), 0U);
}

TEST(Meaning, AdvisoriesAndGitleaksNames) {
    Finding cve = finding_of({"r", "", "go.sum", 0});
    Finding ghsa = finding_of({"s", "", "go.sum", 0});
    cve.identifiers = {{"osv", "GO-2021-1", "GO-2021-1", ""}, {"cve", "CVE-2021-1", "CVE-2021-1", ""}};
    ghsa.identifiers = {{"ghsa", "GHSA-x", "GHSA-x", ""}, {"CVE", "CVE-2021-1", "CVE-2021-1", ""}};
    EXPECT_EQ(likeness_of(meaning_of(cve, "A"), meaning_of(ghsa, "B")), Likeness::same_rule);
    EXPECT_EQ(likeness_of(meaning_of(finding_of({"aws-access-token", "", "a", 1}), "Gitleaks"),
                          meaning_of(finding_of({"aws-access-key-id", "", "a", 1}), "Squire")),
              Likeness::same_rule);
    EXPECT_EQ(likeness_of(meaning_of(finding_of({"a", "798", "a", 1}), ""), meaning_of(finding_of({"b", "1391", "a", 1}), "")),
              Likeness::related_weakness);
    EXPECT_EQ(likeness_of(meaning_of(finding_of({"a", "", "a", 1}), ""), meaning_of(finding_of({"b", "", "a", 1}), "")), Likeness::different);
}

} // namespace
} // namespace squire::bugreport
