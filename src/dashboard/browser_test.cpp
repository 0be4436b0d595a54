// SPDX-License-Identifier: MIT
// The page in Debian's Chromium, with more findings than anybody reads.
#include <iostream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "dashboard/dashboard.h"
#include "testing/page_in_browser.h"

namespace squire::dashboard {
namespace {

Entry entry(std::size_t number) {
    const auto severity = static_cast<finding::Severity>(number % 6);
    finding::Finding finding{
        .severity = severity,
        .name = number % 50 == 0 ? fmt::format("</script><img src=x onerror=alert({})> \u202eweakness", number)
                                 : fmt::format("Weakness {} of a kind", number % 400),
        .description = fmt::format("What it means, the {}th way.\n\nAnd more.", number % 100),
        .solution = "Repair it.",
        .identifiers = {{"squire_rule_id", "rule", fmt::format("rule-{}", number % 100), ""},
                        {"cwe", "CWE-79", "79", "https://cwe.mitre.org/data/definitions/79.html"}},
        .location = finding::CodeLocation{.file = fmt::format("src/part{}/file{}.py", number % 37, number), .range = {3, 3, 0, 0}, .scope = {}},
        .links = {{"a script", "javascript:alert(1)"}},
        .flow = {{finding::FlowStep::Kind::source, "src/a.py", {1, 1, 0, 0}}}};
    return {.vulnerability = {.id = fmt::format("{:040x}", number * 2654435761U),
                              .sightings = {{.witness = {"s", "tree"}, .present = true, .findings = {std::move(finding)}}}},
            .advice = number % 3 == 0 ? "confirm" : "look",
            .why = "data from outside reaches this place",
            .code = {{.title = "src/a.py:3",
                      .lines = {{2, false, "\tdef f(x):"}, {3, true, "    os.system(x) # </code><script>alert(2)</script>"}}}},
            .note = {}};
}

Dashboard page_of(std::size_t findings) {
    Dashboard page{
        .project = "shop", .address = "https://gitlab.example/acme/shop", .commit = std::string(40, 'a'), .intern = "Ada", .mentor = "Grace"};
    page.steps = {{"scan", "done", 1.5, "3 found"}, {"triage", "failed", 0.1, "failed: no space left"}};
    page.notices = {"dependencies not run: there is no index of advisories"};
    for (std::size_t i = 0; i < findings; ++i) page.entries.push_back(entry(i));
    page.scores = {{"need", 0.8}, {"fit", std::nullopt}};
    page.reasons = {{"Commits", "12 in a year", 0.4}};
    page.pictures = {
        {"Before",
         "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"420\" height=\"90\" viewBox=\"0 0 420 90\"><text y=\"20\">a</text></svg>"}};
    page.pipelines = {{"a push to main", {"test"}, {"semgrep-sast"}}};
    page.changes = {{"Scanners in the pipeline", "integrate/pipeline.diff",
                     "--- a/.gitlab-ci.yml\n+++ b/.gitlab-ci.yml\n@@ -1,2 +1,3 @@\n+include: x\n test:\n-  script: a\n+  script: b\n"}};
    page.drafts = {{"Letter to the maintainers", "assessment/introduction.md", "Dear maintainers,\n\nmay I help? <b>Yes</b>\n"}};
    page.files = {{"Settings", "squire.toml", "of this workspace", {}}, {"a.patch", "branches/a.patch", "", "Branches"}};
    page.write_up.versions = {{"Page", "writeup/writeup.html", "for everybody", {}}};
    return page;
}

TEST(DashboardInBrowser, TwentyThousandFindings) {
    if (!testing::browser_is_there()) GTEST_SKIP() << "npm ci --prefix browser was not run";
    const testing::PageCheck said = testing::check_page(to_html(page_of(20'000)), "src/dashboard/page_scenario.mjs");
    EXPECT_EQ(said.faults, std::vector<std::string>{});
    std::cout << "milliseconds: " << said.measured << '\n';
}

} // namespace
} // namespace squire::dashboard
