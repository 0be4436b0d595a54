// SPDX-License-Identifier: MIT
#include "source/sandbox_update.h"

#include <filesystem>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "base/file.h"
#include "source/sandbox_clone.h"
#include "testing/git_repository.h"

namespace squire::source {
namespace {

namespace fs = std::filesystem;

class SandboxUpdateTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
        project_.emplace();
        project_->write("a.txt", "one\n");
        (void)project_->commit();
        clone_ = folder_.path() / "clone";
        ASSERT_TRUE(make_sandbox_clone({.from = project_->path().string(), .to = clone_, .branch = {}}));
    }
    testing::TemporaryFolder folder_;
    std::optional<testing::GitRepository> project_;
    fs::path clone_;
};

TEST_F(SandboxUpdateTest, ComesForward) {
    const auto before = project_references(clone_, nullptr);
    project_->write("a.txt", "two\n");
    (void)project_->commit();
    const auto updated = update_sandbox_clone(clone_, nullptr);
    ASSERT_TRUE(updated);
    EXPECT_EQ(updated->new_commits, 1U);
    EXPECT_EQ(updated->not_moved, "");
    EXPECT_EQ(read_file(clone_ / "a.txt").value_or(""), "two\n");
    EXPECT_NE(project_references(clone_, nullptr).value_or(""), before.value_or(""));
    EXPECT_EQ(update_sandbox_clone(clone_, nullptr)->new_commits, 0U);
}

TEST_F(SandboxUpdateTest, LeavesWhatIsBeingWorkedOn) {
    ASSERT_TRUE(write_file(clone_ / "a.txt", "mine\n"));
    project_->write("a.txt", "two\n");
    (void)project_->commit();
    const auto updated = update_sandbox_clone(clone_, nullptr);
    ASSERT_TRUE(updated);
    EXPECT_EQ(updated->new_commits, 0U);
    EXPECT_NE(updated->not_moved, "");
    EXPECT_EQ(read_file(clone_ / "a.txt").value_or(""), "mine\n");
}

TEST_F(SandboxUpdateTest, SaysThatTheProjectIsGone) {
    fs::rename(project_->path(), folder_.path() / "elsewhere");
    const auto updated = update_sandbox_clone(clone_, nullptr);
    ASSERT_FALSE(updated);
    EXPECT_NE(updated.error().message, "");
}

TEST_F(SandboxUpdateTest, APatchBringsTheBranchBack) {
    ASSERT_TRUE(set_sandbox_person(clone_, "Ada", "ada@example.org"));
    EXPECT_TRUE(knows_who_commits(clone_));
    ASSERT_TRUE(write_file(clone_ / "a.txt", "mine\n"));
    ASSERT_EQ(testing::run_git(clone_, {"commit", "--quiet", "-a", "-m", "Mine"}).status, 0);
    const auto patch = patch_of(clone_, "HEAD~1", "HEAD", nullptr);
    ASSERT_TRUE(patch);
    EXPECT_EQ(testing::run_git(project_->path(), {"am", "--quiet"}, *patch).status, 0);
    EXPECT_EQ(read_file(project_->path() / "a.txt").value_or(""), "mine\n");
    EXPECT_FALSE(patch_of(clone_, "nothing", "HEAD", nullptr));
}

} // namespace
} // namespace squire::source
