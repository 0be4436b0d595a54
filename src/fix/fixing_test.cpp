// SPDX-License-Identifier: MIT
#include "fix/fixing.h"

#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "base/file.h"
#include "rules/example_shape.h"
#include "source/sandbox_clone.h"
#include "testing/git_repository.h"
#include "testing/rule_cache.h"

namespace squire::fix {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRules = R"(
rules:
- id: load
  languages: [python]
  severity: ERROR
  message: Loads anything.
  pattern: yaml.load($X)
  fix: yaml.safe_load($X)
- id: print
  languages: [python]
  severity: INFO
  message: Prints.
  pattern: print($X)
  fix: log($X)
)";

class FixingTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
        ASSERT_TRUE(write_file(folder_.path() / "rules.yaml", kRules));
        git_.write("a.py", "import yaml\nyaml.load(a)\n");
        git_.write("b.py", "print(b)\n");
    }

    FixRequest request() {
        commit_ = git_.commit();
        const fs::path sandbox = folder_.path() / "sandbox";
        EXPECT_TRUE(source::make_sandbox_clone({.from = git_.path().string(), .to = sandbox}));
        FixRequest made{.sandbox = sandbox, .commit = commit_, .without_tests_because = "nobody allowed it"};
        made.scan.rules = folder_.path() / "rules.yaml";
        made.scan.cache = testing::rule_cache();
        made.scan.only = {"sast", "secrets"};
        return made;
    }
    FixOutcome find(const FixRequest& request) {
        auto outcome = find_fixes(request, context_);
        EXPECT_TRUE(outcome) << describe(outcome.error());
        return outcome ? std::move(*outcome) : FixOutcome();
    }
    // "dismissed: …" of the finding of this rule.
    static std::string reason_of(const FixOutcome& outcome, std::string_view rule) {
        for (const finding::Finding& each : outcome.findings) {
            const auto found = std::ranges::find(outcome.unfixed, each.fingerprint, &Unfixed::finding);
            if (each.rule() == rule)
                return found == outcome.unfixed.end() ? "answered" : std::string(to_string(found->reason)) + ": " + found->why;
        }
        return "not found";
    }

    testing::GitRepository git_;
    testing::TemporaryFolder folder_;
    std::string commit_;
    Problems problems_;
    SystemClock clock_;
    Cancellation cancellation_;
    NoProgress progress_;
    scanner::Context context_{.clock = clock_, .problems = problems_, .cancellation = cancellation_, .progress = progress_};
};

TEST_F(FixingTest, WhatIsDecidedStaysAndSaysSo) {
    FixRequest wanted = request();
    wanted.decided = [](const finding::Finding& each) {
        return each.rule() == "load" ? std::optional<std::string>("dismissed by Grace as used in tests: a fixture") : std::nullopt;
    };
    const FixOutcome outcome = find(wanted);
    ASSERT_EQ(outcome.fixes.size(), 1U);
    EXPECT_EQ(outcome.findings.size(), 2U);
    EXPECT_EQ(reason_of(outcome, "load"), "dismissed: dismissed by Grace as used in tests: a fixture");
    EXPECT_EQ(reason_of(outcome, "print"), "answered");
    EXPECT_TRUE(outcome.reports.empty());
}

TEST_F(FixingTest, OfTooManyTheGravestAreTried) {
    FixRequest wanted = request();
    wanted.most_tried = 1;
    wanted.wants_reports = true;
    const FixOutcome outcome = find(wanted);
    ASSERT_EQ(outcome.fixes.size(), 1U);
    EXPECT_EQ(outcome.fixes.front().proved.proposal.changes.front().path, "a.py");
    EXPECT_TRUE(reason_of(outcome, "print").starts_with("put_off: 1 changes were tried, those of graver findings; squire fix --only "))
        << reason_of(outcome, "print");

    // The report has the change that holds, and no other.
    const auto report = std::ranges::find(outcome.reports, "sast", &ScannerReport::scanner);
    ASSERT_NE(report, outcome.reports.end());
    ASSERT_EQ(report->report.remediations.size(), 1U);
    EXPECT_EQ(report->report.remediations.front().findings, outcome.fixes.front().proved.proposal.findings);
    EXPECT_EQ(report->report.findings.size(), 2U);
    ASSERT_TRUE(write_file(folder_.path() / "fix.patch", report->report.remediations.front().diff));
    const testing::GitRun applied = testing::run_git(git_.path(), {"apply", (folder_.path() / "fix.patch").string()});
    EXPECT_EQ(applied.status, 0) << applied.errors;
    EXPECT_EQ(read_file(git_.path() / "a.py").value_or(""), "import yaml\nyaml.safe_load(a)\n");
}

TEST_F(FixingTest, WhatTheHistoryAloneHoldsIsForPeople) {
    const std::string past = rules::fill_shape("glpat-{alnum:20}", "past", 0).value_or("");
    const std::string present = rules::fill_shape("glpat-{alnum:20}", "present", 0).value_or("");
    git_.write("old.env", "TOKEN=" + past + "\n");
    git_.write("c.py", "GITLAB_TOKEN = \"" + present + "\"\n");
    git_.commit();
    git_.write("old.env", "TOKEN=\n");
    FixRequest wanted = request();
    wanted.only = {"secret"};
    EXPECT_EQ(find(wanted).fixes.size(), 1U) << "the history is not asked for";
    wanted.history = true;
    const FixOutcome outcome = find(wanted);
    ASSERT_EQ(outcome.fixes.size(), 2U);
    std::set<std::string> whats;
    for (const Fix& each : outcome.fixes) {
        whats.insert(each.proved.proposal.what);
        EXPECT_GE(each.proved.proposal.steps.size(), 5U);
        std::string shown = each.diff + each.proved.proposal.why;
        for (const std::string& step : each.proved.proposal.steps) shown += step;
        EXPECT_FALSE(shown.contains(past) || shown.contains(present)) << shown;
    }
    EXPECT_EQ(whats, (std::set<std::string>{"read GITLAB_TOKEN from the environment", "revoke what old.env held"}));
    ASSERT_EQ(outcome.unfixed.size(), 1U);
    EXPECT_EQ(outcome.unfixed.front().reason, Reason::needs_person);
    EXPECT_TRUE(outcome.unfixed.front().why.starts_with("gone from old.env, and still in the history, since commit "))
        << outcome.unfixed.front().why;
}

TEST_F(FixingTest, ReportsThatAreThereAreNotMadeAgain) {
    FixRequest wanted = request();
    wanted.wants_reports = true;
    const FixOutcome first = find(wanted);
    EXPECT_EQ(first.fixes.size(), 2U);
    wanted.reports = first.reports;
    for (ScannerReport& each : *wanted.reports)
        std::erase_if(each.report.findings, [](const finding::Finding& one) { return one.rule() == "print"; });
    const FixOutcome again = find(wanted);
    ASSERT_EQ(again.fixes.size(), 1U);
    EXPECT_TRUE(again.fixes.front().holds()) << again.fixes.front().proved.proof.log;
    EXPECT_EQ(again.findings.size(), 1U);
}

} // namespace
} // namespace squire::fix
