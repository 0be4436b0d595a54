// SPDX-License-Identifier: MIT
#include <string>

#include <gtest/gtest.h>

#include "base/file.h"
#include "source/project_commit.h"
#include "testing/git_repository.h"

namespace squire::source {
namespace {

const Time kNow{std::chrono::seconds(1'767'225'600)};

void fill(testing::GitRepository& made) {
    made.git({"config", "user.name", "Ada Example"});
    made.git({"config", "user.email", "ada@example.org"});
    made.write("a.yml", "a: 1\n");
    made.write("folder/b.txt", "b\n");
    made.commit("first: one");
    made.write("folder/b.txt", "c\n");
    made.commit("second");
}

TEST(ProjectCommit, PutsAFileOnABranchAndLeavesTheCheckout) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    testing::GitRepository git;
    fill(git);
    git.write("a.yml", "changed and not committed\n");
    git.write("staged.txt", "staged\n");
    git.git({"add", "staged.txt"});
    const std::string status = git.git({"status", "--porcelain"});
    const auto commit = ProjectCommit::open(git.path() / "folder");
    ASSERT_TRUE(commit) << describe(commit.error());
    EXPECT_EQ(commit->read("a.yml", 100).value_or(""), "a: 1\n");
    EXPECT_EQ(commit->default_branch(), "main");
    EXPECT_EQ(commit->author().value_or(""), "Ada Example <ada@example.org>");
    EXPECT_EQ(commit->paths(10), (std::vector<std::string>{"a.yml", "folder/b.txt"}));
    const NewCommit wanted{
        .branch = "x/y", .files = {{"deep/er/c.yml", "c: 1\n"}, {"folder/b.txt", "d\n"}}, .message = "c\n\nwhy\n", .time = kNow};
    const auto made = commit->commit(wanted);
    ASSERT_TRUE(made) << describe(made.error());
    EXPECT_TRUE(made->made);
    EXPECT_EQ(git.git({"show", "x/y:deep/er/c.yml"}), "c: 1");
    EXPECT_EQ(git.git({"log", "-1", "--format=%an %ae %at %P %B", "x/y"}),
              "Ada Example ada@example.org 1767225600 " + commit->id() + " c\n\nwhy\n");
    EXPECT_EQ(git.git({"diff", "--name-status", "main", "x/y"}), "A\tdeep/er/c.yml\nM\tfolder/b.txt");
    EXPECT_EQ(git.git({"status", "--porcelain"}), status);
    EXPECT_EQ(git.git({"symbolic-ref", "HEAD"}), "refs/heads/main");

    const auto again = commit->commit(wanted);
    ASSERT_TRUE(again) << describe(again.error());
    EXPECT_FALSE(again->made);
    EXPECT_EQ(again->id, made->id);
    const auto other = commit->commit({.branch = "x/y", .files = {{"deep/er/c.yml", "d\n"}}, .message = "d\n", .time = kNow});
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().kind, ErrorKind::usage);
    EXPECT_FALSE(commit->commit({.branch = "..", .files = {{"c", ""}}, .message = "", .time = kNow}));
}

TEST(ProjectCommit, KnowsThePast) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    testing::GitRepository git;
    fill(git);
    const auto commit = ProjectCommit::open(git.path());
    ASSERT_TRUE(commit) << describe(commit.error());
    const auto past = commit->past("a.yml", 10);
    ASSERT_EQ(past.size(), 2U);
    EXPECT_EQ(past[0].message, "second\n");
    EXPECT_FALSE(past[0].touches);
    EXPECT_TRUE(past[1].touches);
    EXPECT_EQ(commit->past("a.yml", 1).size(), 1U);
}

TEST(ProjectCommit, SaysWhatItCannotRead) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    const testing::GitRepository empty;
    EXPECT_EQ(ProjectCommit::open(empty.path()).error().kind, ErrorKind::not_found);
    testing::GitRepository git;
    fill(git);
    std::filesystem::create_symlink("a.yml", git.path() / "link.yml");
    git.commit("third");
    const auto commit = ProjectCommit::open(git.path());
    ASSERT_TRUE(commit) << describe(commit.error());
    EXPECT_EQ(commit->read("link.yml", 100).error().hint, "name the file that it leads to: a.yml");
    EXPECT_EQ(commit->read("absent", 100).error().kind, ErrorKind::not_found);
    EXPECT_EQ(commit->read("folder", 100).error().kind, ErrorKind::unsupported);
    EXPECT_EQ(commit->read("a.yml", 2).error().kind, ErrorKind::limit);
}

TEST(UnifiedDiff, ShowsWhatIsNew) {
    EXPECT_EQ(unified_diff("a\n", "a\n", "f", false).value_or("x"), "");
    const std::string diff = unified_diff("a\nb\n", "a\nc\nb\n", "f.yml", false).value_or("");
    EXPECT_TRUE(diff.ends_with("--- a/f.yml\n+++ b/f.yml\n@@ -1,2 +1,3 @@\n a\n+c\n b\n")) << diff;
    EXPECT_TRUE(unified_diff("", "a\n", "f.yml", true).value_or("").contains("--- /dev/null\n+++ b/f.yml\n@@ -0,0 +1 @@\n+a\n"));
}

} // namespace
} // namespace squire::source
