// SPDX-License-Identifier: MIT
#include "fix/remediation.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/file.h"
#include "formats/gitlab_report.h"
#include "testing/git_repository.h"
#include "testing/gitlab_schema.h"

namespace squire::fix {
namespace {

bool holds_nothing(std::string_view) { return false; }

Proposal proposal_of(std::vector<FileChange> changes) {
    return {.what = "repair it", .findings = {"0123456789abcdef0123456789abcdef"}, .changes = std::move(changes)};
}

const std::vector<FileChange>& odd_changes() {
    static const std::vector<FileChange> kChanges{
        {.path = "plain.txt", .before = "one\ntwo\nthree\n", .after = "one\n2\nthree\n"},
        {.path = "crlf.txt", .before = "one\r\ntwo\r\nthree\n", .after = "one\r\n2\r\nthree\n"},
        {.path = "no-end.txt", .before = "one\ntwo", .after = "one\n2"},
        {.path = "gets-an-end.txt", .before = "one", .after = "one\n"},
        {.path = "a folder/with spaces/é.txt", .before = "x\n", .after = "y\n"},
        {.path = "latin.txt", .before = "caf\xe9\nau lait\n", .after = "th\xe9\nau lait\n"},
        {.path = "emptied.txt", .before = "x\n", .after = ""},
        {.path = "filled.txt", .before = "", .after = "x\n"},
        {.path = "made/new.txt", .before = "", .after = "new\nfile\n", .is_new = true},
        {.path = "made/empty.txt", .before = "", .after = "", .is_new = true},
        {.path = "same.txt", .before = "same\n", .after = "same\n"},
        {.path = "dashes.sql", .before = "-- a comment\n++ more\nx\n", .after = "-- another\n++ more\nx\n"},
    };
    return kChanges;
}

TEST(Remediation, IsWhatGitApplies) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    const testing::GitRepository git;
    for (const FileChange& change : odd_changes())
        if (!change.is_new) git.write(change.path, change.before);
    Problems problems;
    const std::vector<Proposal> proposals{proposal_of(odd_changes())};
    finding::Report report{.type = finding::ReportType::sast, .analyzer = {"a", "a", "1", "v", ""}, .scanner = {"a", "a", "1", "v", ""}};
    report.findings = {{.identifiers = {{"rule", "rule", "rule", ""}},
                        .location = finding::CodeLocation{"plain.txt", {2, 2}, ""},
                        .fingerprint = proposals.front().findings.front()}};
    report.remediations = remediations_of(proposals, holds_nothing, problems);
    ASSERT_EQ(report.remediations.size(), 1U);
    EXPECT_TRUE(problems.list().empty());

    const auto text = formats::write_checked_gitlab_report(report);
    ASSERT_TRUE(text) << describe(text.error());
    if (testing::gitlab_schema_folder()) {
        EXPECT_EQ(testing::gitlab_schema_errors(*text, "15.2.4/sast-report-format.json"), std::vector<std::string>{});
    }
    const auto document = nlohmann::json::parse(*text);
    const auto& remediation = document.at("remediations").at(0);
    EXPECT_EQ(remediation.at("fixes").at(0).at("id"), document.at("vulnerabilities").at(0).at("id"));
    const auto diff = from_base64(remediation.at("diff").get<std::string>());
    ASSERT_TRUE(diff);
    const auto applied = testing::run_git(git.path(), {"apply", "--whitespace=nowarn", "-"}, *diff);
    EXPECT_EQ(applied.status, 0) << applied.errors << *diff;
    for (const FileChange& change : odd_changes())
        EXPECT_EQ(read_file(git.path() / change.path).value_or("(not there)"), change.after) << change.path;
}

TEST(Remediation, LeavesOutWhatItMustNotShow) {
    Problems problems;
    std::vector<Proposal> proposals;
    for (const char* path :
         {"../out.txt", "/etc/passwd", ".git/hooks/post-commit", "a/.git/config", "a\nb", "tab\t.txt", "quo\"te", "back\\slash", ""})
        proposals.push_back(proposal_of({{.path = path, .before = "a\n", .after = "b\n"}}));
    EXPECT_TRUE(remediations_of(proposals, holds_nothing, problems).empty());
    EXPECT_EQ(problems.list().size(), proposals.size());

    Proposal secret = proposal_of({{.path = "a", .before = "a\n", .after = "b\n"}});
    const auto holds_beside = [](std::string_view text) { return text.contains("beside"); };
    secret.kind = ChangeClass::secret;
    const Proposal nothing = proposal_of({});
    const Proposal beside = proposal_of({{.path = "a", .before = "beside\na\n", .after = "beside\nb\n"}});
    const Proposal fine = proposal_of({{.path = "a", .before = "a\n", .after = "b\n"}});
    Problems heard;
    const std::vector<Proposal> all{secret, nothing, beside, fine};
    EXPECT_EQ(remediations_of(all, holds_beside, heard).size(), 1U);
    EXPECT_EQ(heard.list().size(), 1U);
}

} // namespace
} // namespace squire::fix
