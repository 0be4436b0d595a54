// SPDX-License-Identifier: MIT
#include "journey/triage_proposal.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace squire::journey {
namespace {

using finding::Confidence;
using finding::DismissalReason;
using finding::Finding;
using finding::FlowStep;

finding::Vulnerability vulnerability(Finding finding) {
    finding.identifiers = {{"squire_rule_id", "r", "r", ""}};
    return {.id = "0123456789abcdef0123456789abcdef01234567",
            .sightings = {{.witness = {"s", "tree"}, .present = true, .last_entry = 1, .findings = {std::move(finding)}}}};
}

struct Case {
    const char* what;
    Finding finding;
    Advice advice;
    std::optional<DismissalReason> dismissal;
};

TEST(TriageProposal, FollowsTheEvidence) {
    const finding::CodeLocation code{.file = "src/a.py", .range = {1, 1, 0, 0}, .scope = {}};
    const auto type = finding::ReportType::secret_detection;
    const std::vector<Case> cases = {
        {"a flow from outside",
         {.location = code, .flow = {{.kind = FlowStep::Kind::source, .file = "src/a.py", .range = {}}}},
         Advice::confirm,
         {}},
        {"no flow", {.location = code}, Advice::look, {}},
        {"a sure rule", {.confidence = Confidence::high, .location = code}, Advice::confirm, {}},
        {"a test's file",
         {.location = finding::CodeLocation{.file = "tests/test_a.py", .range = {}, .scope = {}}},
         Advice::dismiss,
         DismissalReason::used_in_tests},
        {"a constant call",
         {.location = code, .flags = {{"squire: constant", "every argument of the call is a constant"}}},
         Advice::dismiss,
         DismissalReason::false_positive},
        {"vendored", {.location = code, .flags = {{"squire: vendored", "stands in somebody else's code"}}}, Advice::look, {}},
        {"documentation",
         {.location = code, .flags = {{"squire: documentation", "stands in documentation"}}},
         Advice::dismiss,
         DismissalReason::not_applicable},
        {"a key at HEAD",
         {.type = type, .location = finding::SecretLocation{.file = "a.env", .range = {}, .commit = {}, .blob = {}, .still_at_head = true}},
         Advice::confirm,
         {}},
        {"a key in history",
         {.type = type, .location = finding::SecretLocation{.file = "a.env", .range = {}, .commit = {}, .blob = {}, .still_at_head = false}},
         Advice::confirm,
         {}},
        {"an example key",
         {.type = type,
          .location = finding::SecretLocation{.file = "a.env", .range = {}, .commit = {}, .blob = {}, .still_at_head = {}},
          .flags = {{"squire", "an example"}}},
         Advice::dismiss,
         DismissalReason::false_positive},
        {"a key in a test",
         {.type = type, .location = finding::SecretLocation{.file = "spec/a.rb", .range = {}, .commit = {}, .blob = {}, .still_at_head = true}},
         Advice::dismiss,
         DismissalReason::used_in_tests},
        {"a package that is used",
         {.type = finding::ReportType::dependency_scanning,
          .location = finding::DependencyLocation{"go.mod", "p", "1", true},
          .evidence = "CVE; used: affected function F, main.go:7"},
         Advice::confirm,
         {}},
        {"a package that is imported",
         {.type = finding::ReportType::dependency_scanning,
          .location = finding::DependencyLocation{"go.mod", "p", "1", true},
          .evidence = "CVE; imported: main.go:3"},
         Advice::confirm,
         {}},
        {"a package nobody names",
         {.type = finding::ReportType::dependency_scanning,
          .location = finding::DependencyLocation{"go.mod", "p", "1", true},
          .evidence = "CVE"},
         Advice::look,
         {}},
    };
    for (const Case& each : cases) {
        const TriageProposal proposal = propose(vulnerability(each.finding));
        EXPECT_EQ(proposal.advice, each.advice) << each.what;
        EXPECT_EQ(proposal.dismissal, each.dismissal) << each.what;
        EXPECT_FALSE(proposal.reason.empty()) << each.what;
    }
}

TEST(TriageProposal, HostileTextsStayInTheirCell) {
    Finding finding{.name = "a | b\n| c <script>`x`", .location = finding::CodeLocation{.file = "a|b\n\u202e.py", .range = {}, .scope = {}}};
    const std::vector<TriageProposal> proposals = {propose(vulnerability(finding))};
    const std::string text = proposals_as_markdown(proposals, 10);
    EXPECT_EQ(text.find("\n| c"), std::string::npos);
    EXPECT_EQ(text.find("\u202e"), std::string::npos);
    EXPECT_NE(text.find("a \\| b"), std::string::npos);
    EXPECT_EQ(text.find(" <script>"), std::string::npos);
}

TEST(TriageProposal, ALongListIsCut) {
    const std::vector<TriageProposal> proposals(5, propose(vulnerability({.location = finding::CodeLocation{}})));
    EXPECT_NE(proposals_as_markdown(proposals, 2).find("And 3 more"), std::string::npos);
}

} // namespace
} // namespace squire::journey
