// SPDX-License-Identifier: MIT
#include "bugreport/tracker.h"

#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "bugreport/issue_text.h"
#include "embedded/trackers.h"

namespace squire::bugreport {
namespace {

BugReport whole_report() {
    BugReport report{.kind = BugKind::false_alarm, .route = Target::rule, .route_reason = "two engines agree"};
    for (const char* name :
         {"scanner",       "scanner_version", "rule",    "rules_version", "rule_text",        "image",     "runtime",    "system",    "command",
          "configuration", "steps",           "example", "example_path",  "example_language", "reduction", "reproduced", "actual",    "expected",
          "why",           "trace",           "raw",     "near_miss",     "near_miss_says",   "category",  "priority",   "last_good", "searched",
          "patch",         "patch_says",      "log",     "crash"})
        report.set(name, fmt::format("the {}", name));
    report.set("example", "a ``` b");
    return report;
}

TEST(Tracker, EveryFileIsReadAndTestsFilled) {
    std::set<std::string> seen;
    for (const auto& [file, text] : embedded::trackers()) {
        const auto tracker = read_tracker(text, file);
        ASSERT_TRUE(tracker) << describe(tracker.error());
        seen.insert(tracker->id);
        const std::string markdown = markdown_for(whole_report(), *tracker);
        EXPECT_EQ(markdown.find("{{"), std::string::npos) << markdown;
        EXPECT_EQ(title_for(whole_report(), *tracker).find("{{"), std::string::npos);
        EXPECT_TRUE(markdown.contains("````the example_language\na ``` b\n````")) << file;
        // What is asked for is in the text: nobody fills in what nobody reads. That it reproduces is what the command's presence says.
        for (const Ask& ask : tracker->asks) {
            if (ask.field == "reproduced") continue;
            EXPECT_TRUE(text.contains("{{" + ask.field) || text.contains(":" + ask.field)) << file << ": " << ask.field;
        }
        const Completeness complete = completeness_of(whole_report(), *tracker);
        EXPECT_EQ(complete.score, 100U) << file;
        EXPECT_TRUE(complete.ready) << file;
        const Completeness empty = completeness_of(BugReport{}, *tracker);
        EXPECT_EQ(empty.score, 0U);
        EXPECT_FALSE(empty.ready);
        EXPECT_GE(empty.missing.size(), 6U);
    }
    EXPECT_EQ(seen, (std::set<std::string>{"bandit", "brakeman", "gitlab", "gitleaks", "semgrep", "semgrep-rules", "squire", "trivy"}));
    EXPECT_EQ(all_trackers().size(), seen.size());
}

TEST(Tracker, WithoutWhatMustBeThereNothingIsReady) {
    const Tracker* const tracker = tracker_named("semgrep-rules");
    ASSERT_NE(tracker, nullptr);
    BugReport report = whole_report();
    report.set("near_miss", "");
    EXPECT_TRUE(completeness_of(report, *tracker).ready); // 95 of 100
    ASSERT_EQ(completeness_of(report, *tracker).missing.size(), 1U);
    EXPECT_EQ(completeness_of(report, *tracker).missing.front()->what, "a near miss that must still be told apart");
    report.set("searched", "");
    EXPECT_FALSE(completeness_of(report, *tracker).ready); // 85, but nobody looked for duplicates
}

TEST(Tracker, IsFoundByScannerAndRoute) {
    struct Case {
        const char* scanner;
        Target route;
        const char* tracker;
    };
    for (const Case& each :
         {Case{"Semgrep", Target::rule, "semgrep-rules"}, Case{"Semgrep OSS", Target::engine, "semgrep"},
          Case{"Opengrep", Target::rule, "semgrep-rules"}, Case{"Gitleaks", Target::rule, "gitleaks"},
          Case{"Bandit 1.8", Target::engine, "bandit"}, Case{"brakeman", Target::rule, "brakeman"}, Case{"Trivy", Target::rule, "trivy"},
          Case{"GitLab Advanced SAST", Target::engine, "gitlab"}, Case{"semgrep-sast", Target::wrapper, "gitlab"},
          Case{"Squire SAST", Target::rule, "squire"}, Case{"squire-secrets", Target::engine, "squire"}}) {
        const Tracker* const found = tracker_for(each.scanner, each.route);
        ASSERT_NE(found, nullptr) << each.scanner;
        EXPECT_EQ(found->id, each.tracker) << each.scanner;
    }
    EXPECT_EQ(tracker_for("somebody's own", Target::rule), nullptr);
    EXPECT_EQ(tracker_for("", Target::rule), nullptr);
}

TEST(Tracker, RefusesWrongFiles) {
    const std::string_view good = "name = \"N\"\ntitle = \"T\"\nroutes = [\"rule\"]\n[[asks]]\nfield = \"rule\"\nwhat = \"w\"\nweight = "
                                  "5\n[template]\ntext = \"{{rule}}\"\n";
    ASSERT_TRUE(read_tracker(good, "t.toml")) << describe(read_tracker(good, "t.toml").error());
    const auto with = [&](std::string_view from, std::string_view to) {
        std::string text(good);
        return text.replace(text.find(from), from.size(), to);
    };
    for (const std::string& bad :
         {std::string(), std::string("name = "), with("\"N\"", "3"), with("\"rule\"]", "\"nobody\"]"), with("weight = 5", "weight = 0"),
          with("weight = 5", "weight = 500"), with("field = \"rule\"", "field = \"what\""), with("{{rule}}", "{{nothing}}"),
          with("{{rule}}", "{{#rule}}"), with("{{rule}}", "{{/rule}}"), with("{{rule}}", "{{#rule}}{{#why}}{{/rule}}{{/why}}"),
          with("name", "nome"), with("what = ", "wat = "), with("[template]", "[plate]"), with("title = \"T\"", "title = \"{{x}}\"")})
        EXPECT_FALSE(read_tracker(bad, "t.toml")) << bad;
}

TEST(Tracker, SearchesAreFilledInAndEncoded) {
    const Tracker* const tracker = tracker_named("gitleaks");
    ASSERT_NE(tracker, nullptr);
    BugReport report{.kind = BugKind::false_alarm, .route = Target::rule, .route_reason = {}, .facts = {}};
    report.set("rule", "a b&c");
    EXPECT_EQ(searches_for(*tracker, report),
              (std::vector<TrackerSearch>{
                  {"a b&c", "https://github.com/gitleaks/gitleaks/issues?q=is%3Aissue+a%20b%26c"},
                  {"a b&c false positive", "https://github.com/gitleaks/gitleaks/issues?q=is%3Aissue+a%20b%26c%20false%20positive"}}));
    // Every tracker that can be searched is searched for what a report has.
    report.set("crash", "KeyError in visit");
    for (const Tracker& each : all_trackers()) EXPECT_EQ(searches_for(each, report).empty(), each.search.empty()) << each.id;
    EXPECT_TRUE(searches_for(*tracker_named("semgrep-rules"), BugReport{}).empty()); // a search for nothing finds everything
}

TEST(IssueText, StrangersTextMeansNothing) {
    for (const auto& [text, expected] :
         std::initializer_list<std::pair<std::string, std::string>>{{"plain words, (and) a-b.", "plain words, (and) a-b."},
                                                                    {"/close", "\\/close"},
                                                                    {"a /close", "a /close"},
                                                                    {"- item", "\\- item"},
                                                                    {"1. item", "1\\. item"},
                                                                    {"@all #1 !2 ~x", "\\@all \\#1 \\!2 \\~x"},
                                                                    {"<img src=x>", "\\<img src=x\\>"},
                                                                    {"    code", "code"},
                                                                    {"a\n/close", "a\n\\/close"},
                                                                    {"x\x1b[0m", "x\\\\x1b\\[0m"},
                                                                    {"", ""}})
        EXPECT_EQ(harmless(text), expected) << text;
}

TEST(IssueText, NothingEndsAFence) {
    EXPECT_EQ(fenced("a\nb\n", "py"), "```py\na\nb\n```");
    EXPECT_EQ(fenced("````\nx", ""), "`````\n````\nx\n`````");
    EXPECT_EQ(fenced("a\r\n\tb\x07", "c"), "```c\na\n\tb\\x07\n```");
    EXPECT_EQ(fenced("", "c"), "```c\n\n```");
    EXPECT_EQ(inline_code("a"), "`a`");
    EXPECT_EQ(inline_code("`a`"), "`` `a` ``");
    EXPECT_EQ(inline_code("a\nb"), "`a b`");
}

TEST(IssueText, ASummaryMayBeAPersons) {
    BugReport report{.kind = BugKind::false_alarm, .route = Target::engine, .route_reason = {}, .facts = {}};
    report.set("rule", "no-eval");
    EXPECT_EQ(fill_issue_line("{{summary_short}}", report), "no-eval is reported where nothing is wrong");
    EXPECT_EQ(fill_issue_text("{{summary}}", report), "`no-eval` is reported where nothing is wrong.\n");
    report.set("summary", "/close @all: a name is taken for a member");
    EXPECT_EQ(fill_issue_line("{{summary_short}}", report), "/close @all: a name is taken for a member");
    EXPECT_EQ(fill_issue_text("{{summary}}", report), "\\/close \\@all: a name is taken for a member\n");
}

} // namespace
} // namespace squire::bugreport
