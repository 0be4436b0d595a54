// SPDX-License-Identifier: MIT
#include "fix/secret_fixes.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "base/file.h"
#include "fix/redaction.h"
#include "rules/example_shape.h"
#include "scan/scan.h"
#include "scan/secret_rules.h"
#include "testing/temporary_folder.h"

namespace squire::fix {
namespace {

constexpr std::string_view kRules = R"toml(
[[rules]]
id = "gitlab-personal-access-token"
description = "GitLab personal access token"
regex = '''\b(glpat-[0-9A-Za-z_-]{20})\b'''
keywords = ["glpat-"]
[rules.squire]
severity = "critical"
means = "A token of a GitLab account."
revoke = "In GitLab, Preferences, Access tokens: revoke it."
links = ["https://docs.gitlab.com/user/profile/personal_access_tokens/"]
evidence = "shape"
)toml";

// What is proposed for files in which `@` stands for a token of GitLab's.
struct Proposed {
    Proposals made;
    std::string token;
    std::vector<std::string> diffs;
};

Proposed propose(const std::map<std::string, std::string>& files) {
    Proposed proposed;
    proposed.token = rules::fill_shape("glpat-{alnum:20}", "test", 0).value_or("");
    EXPECT_FALSE(proposed.token.empty());
    testing::TemporaryFolder folder;
    for (const auto& [path, shape] : files) {
        std::string text = shape;
        for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at)) text.replace(at, 1, proposed.token);
        EXPECT_TRUE(write_file(folder.path() / path, text));
    }
    const testing::TemporaryFolder rules_folder;
    const auto rules_file = rules_folder.path() / "rules.toml";
    EXPECT_TRUE(write_file(rules_file, kRules));
    Problems problems;
    const SystemClock clock;
    const Cancellation cancellation;
    NoProgress progress;
    scanner::Context context{.clock = clock, .problems = problems, .cancellation = cancellation, .progress = progress};
    const auto outcome = scan::run_scan({.path = folder.path(), .only = {"secrets"}, .rules = rules_file}, context);
    EXPECT_TRUE(outcome);
    auto rules = scan::secret_rules_for({}, rules_file, problems);
    const auto book = secrets::RuleBook::make(std::move(*rules), {}, problems);
    EXPECT_TRUE(book);
    const finding::Report& report = *outcome->scanners.front().report;
    proposed.made = propose_secret_fixes(report, *book, [&](std::string_view path) { return read_file(folder.path() / path); });
    secrets::Redactor redact(*book);
    for (const Proposal& each : proposed.made.proposals) {
        EXPECT_EQ(each.kind, ChangeClass::secret);
        EXPECT_GE(each.steps.size(), 5U);
        EXPECT_TRUE(each.steps.front().starts_with("Revoke it. ")) << each.steps.front();
        proposed.diffs.push_back(shown_diff(each, redact).value_or("no diff"));
        std::string shown = each.what + each.why + each.made_by + proposed.diffs.back();
        for (const auto* texts : {&each.steps, &each.risks})
            for (const std::string& text : *texts) shown += text;
        EXPECT_FALSE(shown.contains(proposed.token)) << shown;
    }
    for (const Unfixed& each : proposed.made.unfixed) EXPECT_FALSE(each.why.contains(proposed.token));
    return proposed;
}

TEST(SecretFixes, ReadTheValueFromTheEnvironment) {
    const Proposed proposed = propose({{"a.py", "import sys\n\nGITLAB_TOKEN = \"@\"\nheaders = {\"PRIVATE-TOKEN\": \"@\"}\n"}});
    ASSERT_EQ(proposed.made.proposals.size(), 1U);
    EXPECT_TRUE(proposed.made.unfixed.empty());
    const Proposal& proposal = proposed.made.proposals.front();
    EXPECT_EQ(proposal.what, "read GITLAB_TOKEN from the environment");
    ASSERT_EQ(proposal.changes.size(), 1U);
    EXPECT_EQ(
        proposal.changes[0].after,
        "import os\nimport sys\n\nGITLAB_TOKEN = os.environ[\"GITLAB_TOKEN\"]\nheaders = {\"PRIVATE-TOKEN\": os.environ[\"GITLAB_TOKEN\"]}\n");
    EXPECT_EQ(proposal.secrets, std::vector<std::string>{proposed.token});
    EXPECT_TRUE(proposed.diffs[0].contains("-GITLAB_TOKEN = \"glpa********\"")) << proposed.diffs[0];
    EXPECT_TRUE(proposed.diffs[0].contains("+GITLAB_TOKEN = os.environ[\"GITLAB_TOKEN\"]")) << proposed.diffs[0];
    EXPECT_TRUE(proposal.steps.front().contains("https://")) << proposal.steps.front(); // the rule knows where
    EXPECT_TRUE(proposal.steps.back().contains("fingerprint = \"" + proposal.findings.front() + "\""));
    EXPECT_TRUE(proposal.steps[3].contains("GITLAB_TOKEN"));
}

TEST(SecretFixes, StepsAloneWhereThePlaceIsNotUnderstood) {
    const Proposed proposed = propose({{"a.py", "# GITLAB_TOKEN = \"@\"\n"}, {"b.txt", "token: @\n"}, {"tests/test_c.py", "token = \"@\"\n"}});
    ASSERT_EQ(proposed.made.proposals.size(), 3U);
    ASSERT_EQ(proposed.made.unfixed.size(), 3U);
    for (const Proposal& each : proposed.made.proposals) EXPECT_TRUE(each.changes.empty());
    for (const Unfixed& each : proposed.made.unfixed) EXPECT_EQ(each.reason, Reason::not_editable) << each.why;
    EXPECT_EQ(proposed.made.proposals[0].what, "revoke what a.py holds");
    EXPECT_TRUE(proposed.made.proposals[0].steps[3].starts_with("Keep the new one out of the repository"));
}

} // namespace
} // namespace squire::fix
