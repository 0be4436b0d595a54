// SPDX-License-Identifier: MIT
#include "source/sandbox_clone.h"

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "base/file.h"
#include "testing/git_repository.h"

namespace squire::source {
namespace {

namespace fs = std::filesystem;

class SandboxClone : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    }
    testing::TemporaryFolder folder_;
};

TEST_F(SandboxClone, HasAllAndCannotPush) {
    testing::GitRepository project;
    project.write("a.txt", "one\n");
    (void)project.commit();
    project.write("a.txt", "two\n");
    (void)project.commit();
    const fs::path clone = folder_.path() / "clone";
    ASSERT_TRUE(make_sandbox_clone({.from = project.path().string(), .to = clone, .branch = {}}));
    EXPECT_EQ(read_file(clone / "a.txt").value(), "two\n");
    EXPECT_EQ(testing::run_git(clone, {"rev-list", "--count", "HEAD"}).output, "2\n");
    const testing::GitRun push = testing::run_git(clone, {"push", "origin", "HEAD:refs/heads/other"});
    EXPECT_NE(push.status, 0);
    EXPECT_EQ(testing::run_git(project.path(), {"branch", "--list", "other"}).output, "");
    EXPECT_EQ(testing::run_git(clone, {"fetch", "origin"}).status, 0) << "news still come in";
}

TEST_F(SandboxClone, RunsNothingTheProjectBrings) {
    testing::GitRepository project;
    const fs::path proof = folder_.path() / "ran";
    const std::string touch = "#!/bin/sh\ntouch " + proof.string() + "\n";
    project.write(".gitattributes", "*.txt filter=evil\n*.bin filter=lfs\n");
    project.write("a.txt", "text\n");
    project.write("hooks/post-checkout", touch);
    project.write(".githooks/post-checkout", touch);
    (void)project.commit();
    for (const char* hook : {"post-checkout", "post-upload-pack", "pre-auto-gc"}) {
        const fs::path file = project.path() / ".git" / "hooks" / hook;
        ASSERT_TRUE(write_file(file, touch));
        fs::permissions(file, fs::perms::owner_all);
    }
    (void)project.git({"config", "uploadpack.packObjectsHook", "touch " + proof.string() + ";"});
    (void)project.git({"config", "filter.evil.smudge", "touch " + proof.string()});
    (void)project.git({"config", "core.fsmonitor", "touch " + proof.string()});
    const fs::path clone = folder_.path() / "clone";
    ASSERT_TRUE(make_sandbox_clone({.from = project.path().string(), .to = clone, .branch = {}}));
    EXPECT_FALSE(fs::exists(proof));
    EXPECT_FALSE(fs::exists(clone / ".git" / "hooks" / "post-checkout"));
    ASSERT_TRUE(write_file(clone / ".git" / "hooks" / "pre-commit", touch));
    fs::permissions(clone / ".git" / "hooks" / "pre-commit", fs::perms::owner_all);
    EXPECT_EQ(testing::run_git(clone, {"commit", "--allow-empty", "--quiet", "-m", "x"}).status, 0);
    EXPECT_FALSE(fs::exists(proof)) << "nor does a hook run that comes into it later";
}

TEST_F(SandboxClone, SaysWhatCannotBeCloned) {
    const fs::path clone = folder_.path() / "clone";
    const auto missing = make_sandbox_clone({.from = (folder_.path() / "nothing").string(), .to = clone, .branch = {}});
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::unreadable);
    EXPECT_NE(missing.error().message.find("does not exist"), std::string::npos) << missing.error().message;
    const auto program = make_sandbox_clone({.from = "ext::sh -c true", .to = clone, .branch = {}});
    ASSERT_FALSE(program);
    EXPECT_NE(program.error().message.find("not allowed"), std::string::npos) << program.error().message;
    EXPECT_FALSE(make_sandbox_clone({.from = "--upload-pack=touch x", .to = clone, .branch = {}}));
    testing::GitRepository project;
    (void)project.commit();
    const auto branch = make_sandbox_clone({.from = project.path().string(), .to = clone, .branch = "no-such-branch"});
    ASSERT_FALSE(branch);
    EXPECT_FALSE(fs::exists(clone));
    Cancellation cancellation;
    cancellation.request();
    EXPECT_EQ(make_sandbox_clone({.from = project.path().string(), .to = clone, .branch = {}, .cancellation = &cancellation}).error().kind,
              ErrorKind::interrupted);
}

} // namespace
} // namespace squire::source
