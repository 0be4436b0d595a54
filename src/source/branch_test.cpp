// SPDX-License-Identifier: MIT
#include "source/branch.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "testing/git_repository.h"

namespace squire::source {
namespace {

TEST(Branch, SaysWhatItBrings) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    testing::GitRepository git;
    git.write("kept.txt", "a\n");
    git.write("gone.txt", "a\n");
    git.write("changed.txt", "a\n");
    git.commit("first");
    git.git({"checkout", "-q", "-b", "fix/a-thing"});
    git.write("changed.txt", "b\n");
    git.write("made.txt", "new\n");
    git.write("large.bin", std::string((8U << 20U) + 1, 'x'));
    std::filesystem::create_symlink("kept.txt", git.path() / "link");
    git.remove("gone.txt");
    git.commit("fix: a thing\n\nSigned-off-by: A <a@b>\n");
    const auto behind_none = read_branch(git.path(), "fix/a-thing", "main");
    ASSERT_TRUE(behind_none) << describe(behind_none.error());
    EXPECT_EQ(behind_none->behind, 0U);
    git.git({"checkout", "-q", "main"});
    git.write("changed.txt", "c\n");
    git.commit("meanwhile");

    const auto change = read_branch(git.path(), "fix/a-thing", "main");
    ASSERT_TRUE(change) << describe(change.error());
    EXPECT_TRUE(change->related);
    EXPECT_EQ(change->behind, 1U);
    EXPECT_FALSE(change->more);
    EXPECT_EQ(to_rfc3339(change->base_time), "2026-01-01T00:02:00Z");
    ASSERT_EQ(change->commits.size(), 1U);
    EXPECT_TRUE(change->commits[0].message.starts_with("fix: a thing\n"));
    ASSERT_EQ(change->files.size(), 5U);
    EXPECT_EQ(change->files[0].path, "changed.txt");
    EXPECT_EQ(change->files[0].before, "a\n");
    EXPECT_EQ(change->files[0].after, "b\n");
    EXPECT_TRUE(change->files[0].changed_on_base);
    EXPECT_EQ(change->files[1].path, "gone.txt");
    EXPECT_TRUE(change->files[1].removed);
    EXPECT_TRUE(change->files[2].left_out) << change->files[2].path;
    EXPECT_TRUE(change->files[3].left_out) << change->files[3].path;
    EXPECT_EQ(change->files[4].path, "made.txt");
    EXPECT_TRUE(change->files[4].is_new);
    EXPECT_FALSE(change->files[4].changed_on_base);

    git.git({"checkout", "-q", "--orphan", "other"});
    git.commit("unrelated");
    const auto unrelated = read_branch(git.path(), "other", "main");
    ASSERT_TRUE(unrelated) << describe(unrelated.error());
    EXPECT_FALSE(unrelated->related);
    EXPECT_TRUE(unrelated->files.empty());
    EXPECT_FALSE(read_branch(git.path(), "no-such-branch", "main"));
    EXPECT_FALSE(read_branch(git.path(), "main", "no-such-base"));
}

TEST(Branch, NamesAreThoseThatAreAndWere) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    testing::GitRepository git;
    git.write("a.txt", "a\n");
    git.commit("first");
    for (const char* merge : {"Merge branch 'feature/one' into 'main'", "Merge pull request #7 from ada/bugfix/two"}) {
        git.git({"checkout", "-q", "-b", "topic"});
        git.commit("work");
        git.git({"checkout", "-q", "main"});
        git.git({"merge", "-q", "--no-ff", "-m", merge, "topic"});
        git.git({"branch", "-q", "-D", "topic"});
    }
    git.git({"branch", "here"});
    const auto names = branch_names(git.path());
    ASSERT_TRUE(names);
    EXPECT_EQ(*names, (std::vector<std::string>{"bugfix/two", "feature/one", "here", "main"}));
}

} // namespace
} // namespace squire::source
