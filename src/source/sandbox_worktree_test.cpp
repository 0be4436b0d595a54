// SPDX-License-Identifier: MIT
#include "source/sandbox_worktree.h"

#include <optional>

#include <gtest/gtest.h>

#include "base/file.h"
#include "source/sandbox_clone.h"
#include "testing/git_repository.h"

namespace squire::source {
namespace {

TEST(SandboxWorktree, HoldsACommitAndLeavesNothing) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    testing::GitRepository git;
    git.write("a.txt", "one\n");
    const std::string first = git.commit();
    git.write("a.txt", "two\n");
    git.commit();
    const testing::TemporaryFolder folder;
    const auto sandbox = folder.path() / "sandbox";
    ASSERT_TRUE(make_sandbox_clone({.from = git.path().string(), .to = sandbox}));
    ASSERT_TRUE(write_file(sandbox / ".git" / "hooks" / "post-checkout", "#!/bin/sh\ntouch \"" + (folder.path() / "ran").string() + "\"\n"));
    std::filesystem::permissions(sandbox / ".git" / "hooks" / "post-checkout", std::filesystem::perms::owner_all);
    {
        const auto made = SandboxWorktree::add(sandbox, first, folder.path() / "tree", nullptr);
        ASSERT_TRUE(made) << describe(made.error());
        EXPECT_EQ(read_file(made->path() / "a.txt").value_or(""), "one\n");
        ASSERT_TRUE(write_file(made->path() / "a.txt", "other\n"));
        ASSERT_TRUE(write_file(made->path() / "new.txt", "new\n"));
    }
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "tree"));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "ran"));
    EXPECT_EQ(read_file(sandbox / "a.txt").value_or(""), "two\n");
    EXPECT_EQ(testing::run_git(sandbox, {"worktree", "list", "--porcelain"}).output.find("tree\n"), std::string::npos);
    EXPECT_EQ(testing::run_git(sandbox, {"status", "--porcelain"}).output, "");
    EXPECT_FALSE(SandboxWorktree::add(sandbox, "0123456789012345678901234567890123456789", folder.path() / "none", nullptr));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "none"));
}

} // namespace
} // namespace squire::source
