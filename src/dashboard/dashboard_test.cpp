// SPDX-License-Identifier: MIT
#include "dashboard/dashboard.h"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "dashboard/diff_view.h"
#include "dashboard/finding_data.h"

namespace squire::dashboard {
namespace {

const std::vector<std::string> kHostile = {
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "<img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onclick='alert(1)",
    "abc\u202etxt.exe",
    "\x1b[31mred",
    std::string("nul\0byte", 8),
    "\xff\xfe not text",
    "]]>",
    "javascript:alert(1)",
    "&lt;b&gt;",
    "\u2028line",
};

Entry entry(std::string name, std::string file) {
    finding::Finding finding{.severity = finding::Severity::high,
                             .name = std::move(name),
                             .identifiers = {{"squire_rule_id", "rule", "rule", ""}},
                             .location = finding::CodeLocation{.file = std::move(file), .range = {3, 3, 1, 5}, .scope = {}}};
    return {.vulnerability = {.id = "0123456789abcdef0123456789abcdef01234567",
                              .sightings = {{.witness = {"s", "tree"}, .present = true, .findings = {std::move(finding)}}}},
            .advice = "look",
            .why = "whether data from outside reaches it was not shown",
            .code = {},
            .note = {}};
}

TEST(FindingData, ComesBackFromTheElementItStandsIn) {
    for (const std::string& hostile : kHostile) {
        Entry made = entry(hostile, hostile);
        made.why = hostile;
        made.note = hostile;
        made.code = {{.title = hostile, .lines = {{1, true, hostile}}}};
        const std::string data = finding_data(std::vector<Entry>{made});
        EXPECT_EQ(data.find_first_of("<>&"), std::string::npos) << hostile;
        EXPECT_EQ(data.find("\u202e"), std::string::npos) << hostile;
        const auto json = nlohmann::json::parse(data, nullptr, false);
        ASSERT_FALSE(json.is_discarded()) << hostile;
        EXPECT_EQ(json["ids"].size(), 1U);
        EXPECT_EQ(json["columns"]["name"].size(), 1U);
    }
}

TEST(FindingData, HoldsEachTextOnceAndNoneThatIsTooLong) {
    const std::vector<Entry> entries(1000, entry(std::string(1U << 20U, 'x'), std::string(1U << 20U, 'y')));
    const std::string data = finding_data(entries);
    EXPECT_LT(data.size(), 200'000U);
    const auto json = nlohmann::json::parse(data);
    EXPECT_EQ(json["ids"].size(), 1000U);
    EXPECT_LE(json["strings"].size(), 6U);
}

TEST(Dashboard, HostileTextsStayTexts) {
    for (const std::string& hostile : kHostile) {
        Dashboard page{.project = hostile, .address = hostile, .commit = hostile, .intern = hostile, .mentor = hostile};
        page.steps = {{hostile, hostile, 1, hostile}};
        page.notices = {hostile};
        page.entries = {entry(hostile, hostile)};
        page.scores = {{hostile, 0.5}};
        page.reasons = {{hostile, hostile, {}}};
        page.pictures = {{hostile, "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"}};
        page.pipelines = {{hostile, {hostile}, {hostile}}};
        page.changes = {{hostile, hostile, fmt::format("--- a/{0}\n+++ b/{0}\n@@ -1 +1 @@\n-{0}\n+{0}\n", hostile)}};
        page.drafts = {{hostile, hostile, hostile}};
        page.files = {{hostile, hostile, hostile, {}}, {hostile, hostile, hostile, hostile}};
        page.write_up = {.article = "<p>x</p>", .style = "", .versions = {{hostile, hostile, hostile, {}}}};
        const std::string whole = to_html(page);
        const std::string html = whole.substr(0, whole.find("id=\"data\"")); // what follows is JSON, and our script
        ASSERT_NE(html.size(), whole.size());
        EXPECT_EQ(html.find("alert(1)</script>"), std::string::npos) << hostile;
        EXPECT_EQ(html.find("<img src=x"), std::string::npos) << hostile;
        EXPECT_EQ(html.find("\" onmouseover"), std::string::npos) << hostile;
        EXPECT_EQ(html.find("' onclick"), std::string::npos) << hostile;
        EXPECT_EQ(html.find("href=\"javascript:"), std::string::npos) << hostile;
        EXPECT_EQ(html.find("\u202e"), std::string::npos) << hostile;
        EXPECT_EQ(html.find('\x1b'), std::string::npos) << hostile;
        EXPECT_EQ(html.find('\0'), std::string::npos) << hostile;
    }
}

TEST(Dashboard, AnEmptyProjectHasAPage) {
    const std::string html = to_html({.project = "nothing"});
    EXPECT_NE(html.find("no commit yet"), std::string::npos);
    EXPECT_NE(html.find("Nothing was found"), std::string::npos);
    EXPECT_EQ(html.find("id=\"data\""), std::string::npos);
}

TEST(Dashboard, ManyNoticesDoNotHideTheFindings) {
    EXPECT_FALSE(to_html({.project = "few", .notices = {"one", "two", "three"}}).contains("class=\"notices\""));
    const std::string html = to_html({.project = "many", .notices = {"one", "two", "three", "four", "five"}});
    EXPECT_TRUE(html.contains("three</p>\n<details class=\"notices\"><summary>and 2 more</summary>\n<p class=\"notice\">four</p>"));
}

TEST(DiffView, StandsSideBySide) {
    const std::string html =
        side_by_side("diff --git a/f b/f\nindex 1..2 100644\n--- a/f\n+++ b/f\n@@ -7,3 +7,4 @@\n same\n-old\n+new\n+more\n same\n", 100);
    EXPECT_NE(html.find(R"(<td class="at">8</td><td class="less">old</td><td class="at">8</td><td class="more">new</td>)"), std::string::npos)
        << html;
    EXPECT_NE(html.find(R"(<td class="at"></td><td></td><td class="at">9</td><td class="more">more</td>)"), std::string::npos) << html;
    EXPECT_NE(html.find(R"(<td class="at">9</td><td class="">same</td><td class="at">10</td><td class="">same</td>)"), std::string::npos)
        << html;
}

TEST(DiffView, IsCutWhereItIsLong) {
    std::string diff = "@@ -1,100 +1,100 @@\n";
    for (int i = 0; i < 100; ++i) diff += " x\n";
    EXPECT_NE(side_by_side(diff, 10).find("and 91 lines more"), std::string::npos);
    for (const char* broken : {"", "@@", "@@ -999999999999999999999999 +x @@\n-", "+++ \n--- \n", "\n\n\n"})
        EXPECT_NE(side_by_side(broken, 10).find("</table>"), std::string::npos) << broken;
}

} // namespace
} // namespace squire::dashboard
