// SPDX-License-Identifier: MIT
#include "fix/prover.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "base/sandbox.h"
#include "fix/source_fixes.h"
#include "fix/written_changes.h"
#include "scan/sast_rules.h"
#include "scan/secret_rules.h"
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
- id: made
  languages: [python]
  severity: ERROR
  message: Made by a bad fix.
  pattern: evil($X)
)";

class Proving : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
        ASSERT_TRUE(write_file(folder_.path() / "rules.yaml", kRules));
        git_.write("a.py", "import yaml\nyaml.load(a)\nyaml.load(b)\n");
        git_.write("test.sh", "! grep -q evil a.py && ! grep -q 'safe_load(b)' a.py && ! touch /usr/x 2>/dev/null && ! test -e " +
                                  folder_.path().string() + "/secret\n");
        commit_ = git_.commit();
        ASSERT_TRUE(write_file(folder_.path() / "secret", "s"));
        sandbox_ = folder_.path() / "sandbox";
        ASSERT_TRUE(source::make_sandbox_clone({.from = git_.path().string(), .to = sandbox_}));
        fs::create_directory(folder_.path() / "trees");
        request_ = {.sandbox = sandbox_,
                    .commit = commit_,
                    .folder = folder_.path() / "trees",
                    .scan = {.rules = folder_.path() / "rules.yaml", .cache = testing::rule_cache()},
                    .without_tests_because = "nobody allowed it"};
        const auto outcome = scan::run_scan(
            {.path = sandbox_, .only = {"sast"}, .rules = folder_.path() / "rules.yaml", .cache = testing::rule_cache()}, context_);
        ASSERT_TRUE(outcome);
        for (const finding::Finding& each : outcome->scanners.front().report->findings) prints_.push_back(each.fingerprint);
        ASSERT_EQ(prints_.size(), 2U);
        std::ranges::sort(prints_);
    }

    Proof prove_one(const Proposal& proposal) { return prove_all({proposal}).front(); }
    std::vector<Proof> prove_all(const std::vector<Proposal>& proposals) {
        if (!book_) {
            auto rules = scan::secret_rules_for({}, std::nullopt, problems_);
            book_ = secrets::RuleBook::make(std::move(*rules), testing::rule_cache(), problems_);
        }
        EXPECT_TRUE(*book_);
        secrets::Redactor redact(**book_);
        auto proofs = prove(proposals, request_, context_, redact);
        EXPECT_TRUE(proofs) << describe(proofs.error());
        EXPECT_TRUE(fs::is_empty(request_.folder));
        EXPECT_EQ(testing::run_git(sandbox_, {"status", "--porcelain"}).output, "");
        EXPECT_TRUE(proofs && proofs->size() == proposals.size());
        return proofs ? std::move(*proofs) : std::vector<Proof>(proposals.size());
    }

    [[nodiscard]] Proposal changing(std::string after) const {
        return {.findings = prints_,
                .changes = {{.path = "a.py", .before = "import yaml\nyaml.load(a)\nyaml.load(b)\n", .after = std::move(after)}}};
    }

    testing::GitRepository git_;
    testing::TemporaryFolder folder_;
    fs::path sandbox_;
    std::string commit_;
    ProofRequest request_;
    std::vector<std::string> prints_;
    std::optional<Result<secrets::RuleBook>> book_;
    Problems problems_;
    SystemClock clock_;
    Cancellation cancellation_;
    NoProgress progress_;
    scanner::Context context_{.clock = clock_, .problems = problems_, .cancellation = cancellation_, .progress = progress_};
};

TEST_F(Proving, RescansWhatChanged) {
    const Proof proof = prove_one(changing("import os\nimport yaml\nyaml.safe_load(a)\nyaml.safe_load(b)\n"));
    EXPECT_EQ(proof.verdict, Verdict::verified_without_tests) << proof.log;
    EXPECT_EQ(proof.without_tests_because, "nobody allowed it");
    EXPECT_EQ(proof.gone, prints_);
    ASSERT_EQ(proof.commands.size(), 1U);
    EXPECT_EQ(proof.commands[0].command, "squire scan --only secrets,sast .");
}

TEST_F(Proving, SaysAtWhatItFails) {
    struct Case {
        Proposal proposal;
        std::string log;
    };
    Proposal other = changing("x\n");
    other.changes[0].before = "import yaml\n";
    Proposal absent = changing("x\n");
    absent.changes[0].path = "b.py";
    Proposal one = changing("import yaml\nyaml.safe_load(a)\nyaml.safe_load(b)\n");
    one.findings.pop_back();
    Proposal nothing;
    const Case cases[] = {
        {changing("import yaml\nyaml.safe_load(a)\nyaml.load(b)\n"), "still found: load at a.py:3"},
        {changing("import yaml\nevil(a)\n"), "the rescan finds something new: made at a.py:2"},
        {changing("import yaml\nyaml.safe_load((((\n"), "a.py: the file does not parse as well as it did"},
        {one, "something else is not found any more, though nothing was to be done about it: load at a.py:"},
        {other, "a.py: the file is not what it was when the change was made"},
        {absent, "b.py: the file is gone"},
        {nothing, "there is no change that could be tried: only people can do this"},
    };
    std::vector<Proposal> proposals;
    for (const Case& each : cases) proposals.push_back(each.proposal);
    const std::vector<Proof> proofs = prove_all(proposals);
    for (std::size_t i = 0; i < proofs.size(); ++i) {
        EXPECT_EQ(proofs[i].verdict, Verdict::failed);
        EXPECT_TRUE(proofs[i].log.contains(cases[i].log)) << proofs[i].log << "\nwanted: " << cases[i].log;
    }
}

TEST_F(Proving, RunsTheTestsInASandbox) {
    if (const auto works = check_sandbox(); !works) GTEST_SKIP() << describe(works.error());
    request_.tests = TestCommand{.command = "sh test.sh", .time_limit = std::chrono::seconds(30)};
    const Proof good = prove_one(changing("import yaml\nyaml.safe_load(a)\n"));
    EXPECT_EQ(good.verdict, Verdict::verified) << good.log;
    ASSERT_EQ(good.commands.size(), 3U);
    EXPECT_EQ(good.commands[1].purpose, "tests before");
    EXPECT_EQ(good.commands[2].purpose, "tests after");
    const Proof bad = prove_one(changing("import yaml\nyaml.safe_load(a)\nyaml.safe_load(b)\n"));
    EXPECT_EQ(bad.verdict, Verdict::failed);
    EXPECT_TRUE(bad.log.starts_with("the project's tests fail with the change (exit code 1)")) << bad.log;

    request_.tests->command = "echo out; exit 3";
    const Proof broken = prove_one(changing("import yaml\nyaml.safe_load(a)\n"));
    EXPECT_EQ(broken.verdict, Verdict::verified_without_tests);
    EXPECT_EQ(broken.without_tests_because, "the project's tests fail without the change, too");
    EXPECT_EQ(broken.log, "out\n");

    request_.tests->command = "sleep 60";
    request_.tests->time_limit = std::chrono::seconds(1);
    const Proof slow = prove_one(changing("import yaml\nyaml.safe_load(a)\n"));
    EXPECT_EQ(slow.verdict, Verdict::verified_without_tests);
    EXPECT_TRUE(slow.without_tests_because.contains("not done after 1 seconds")) << slow.without_tests_because;
}

TEST(WrittenChanges, AllOrNone) {
    const testing::TemporaryFolder folder;
    const auto put = [&](const char* path, std::string_view bytes) { ASSERT_TRUE(write_file(folder.path() / path, bytes)); };
    put("a", "1");
    put("b", "1");
    fs::permissions(folder.path() / "a", fs::perms::owner_all);
    fs::create_symlink("a", folder.path() / "link");
    const FileChange a{.path = "a", .before = "1", .after = "2"};
    const auto refused = [&](const FileChange& second, std::string_view message) {
        const auto written = write_changes(folder.path(), std::vector{a, second});
        ASSERT_FALSE(written);
        EXPECT_EQ(written.error().message, message);
        EXPECT_EQ(read_file(folder.path() / "a").value_or(""), "1");
    };
    refused({.path = "b", .before = "other", .after = "2"}, "the file is not what it was when the change was made");
    refused({.path = "b", .before = "", .after = "2", .is_new = true}, "a file of that name is there already");
    refused({.path = "link", .before = "1", .after = "2"}, "nothing is written through a link");
    refused({.path = "../x", .before = "", .after = "2", .is_new = true}, "the path leads out of the project");
    refused({.path = "a/x", .before = "", .after = "2", .is_new = true}, "the folder cannot be made: Not a directory");
    fs::permissions(folder.path() / "b", fs::perms::owner_read);
    refused({.path = "b", .before = "1", .after = "2"}, "the file is read-only");
    ASSERT_TRUE(write_changes(folder.path(), std::vector{a, FileChange{.path = "c/d", .before = "", .after = "3", .is_new = true}}));
    EXPECT_EQ(read_file(folder.path() / "a").value_or(""), "2");
    EXPECT_EQ(read_file(folder.path() / "c/d").value_or(""), "3");
    EXPECT_NE(fs::status(folder.path() / "a").permissions() & fs::perms::owner_exec, fs::perms::none);
}

} // namespace
} // namespace squire::fix
