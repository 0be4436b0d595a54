// SPDX-License-Identifier: MIT
#include "source/git.h"

#include <filesystem>
#include <utility>

#include <gtest/gtest.h>
#include <unistd.h>

#include "testing/git_repository.h"

namespace squire::source {
namespace {

using testing::run_git;

std::string root_seen_from(const std::filesystem::path& inside) {
    const auto repository = open_repository(inside);
    return repository ? root_of(**repository) : describe(repository.error());
}

TEST(OpenRepository, FromAnyPathInsideIt) {
    testing::GitRepository made;
    const auto file = made.write("a/b/file", "text\n");
    made.commit();
    for (const auto& inside : {made.path(), made.path() / "a", made.path() / "a/b", file}) {
        EXPECT_EQ(root_seen_from(inside), made.path().string()) << inside;
    }
}

TEST(OpenRepository, BareWorktreeAndAlternates) {
    testing::GitRepository made;
    made.write("file", "text\n");
    const std::string commit = made.commit();
    const auto beside = made.path().parent_path();
    made.git({"clone", "--quiet", "--bare", ".", "../bare"});
    made.git({"worktree", "add", "--quiet", "--detach", "../worktree"});
    made.git({"clone", "--quiet", "--shared", ".", "../shared"});
    for (const char* name : {"bare", "worktree", "shared"}) {
        SCOPED_TRACE(name);
        const auto repository = open_repository(beside / name);
        ASSERT_TRUE(repository) << describe(repository.error());
        const auto head = find_head(**repository);
        ASSERT_TRUE(head) << describe(head.error());
        EXPECT_EQ(commit_info(**head).sha, commit);
    }
}

TEST(OpenRepository, PartialCloneWorktreeConfigAndForeignOwner) {
    testing::GitRepository made;
    made.write("file", "text\n");
    made.commit();
    made.git({"config", "uploadpack.allowFilter", "true"});
    made.git({"clone", "--quiet", "--no-checkout", "--filter=blob:none", "file://" + made.path().string(), "../partial"});
    const auto partial = made.path().parent_path() / "partial";
    ASSERT_EQ(run_git(partial, {"config", "extensions.worktreeConfig", "true"}).status, 0);
    if (::getuid() == 0) {
        ASSERT_EQ(::chown(partial.c_str(), 12345, 12345), 0);
        ASSERT_EQ(::chown((partial / ".git").c_str(), 12345, 12345), 0);
    }
    const auto repository = open_repository(partial);
    ASSERT_TRUE(repository) << describe(repository.error());
    const auto head = find_head(**repository);
    EXPECT_TRUE(head) << describe(head.error());
}

TEST(OpenRepository, SaysWhatItCannotOpen) {
    const testing::TemporaryFolder folder;
    const auto plain = open_repository(folder.path());
    ASSERT_FALSE(plain);
    EXPECT_EQ(plain.error().kind, ErrorKind::not_found);
    EXPECT_EQ(plain.error().place, folder.path());

    const auto missing = open_repository(folder.path() / "missing");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().message, "no such file or folder");

    const testing::GitRepository sha256({"--object-format=sha256"});
    const auto other_ids = open_repository(sha256.path());
    ASSERT_FALSE(other_ids);
    EXPECT_EQ(other_ids.error().kind, ErrorKind::unsupported);
    EXPECT_EQ(other_ids.error().message, "a repository with SHA-256 object ids, which cannot be read yet");
    EXPECT_NE(other_ids.error().hint, "");

    const testing::GitRepository strange;
    strange.git({"config", "core.repositoryFormatVersion", "1"});
    strange.git({"config", "extensions.nobodyKnows", "true"});
    const auto extension = open_repository(strange.path());
    ASSERT_FALSE(extension);
    EXPECT_EQ(extension.error().kind, ErrorKind::unsupported);
    EXPECT_TRUE(extension.error().message.contains("nobodyknows")) << extension.error().message;
}

TEST(FindCommit, ByRevisionExpression) {
    testing::GitRepository made;
    const std::string first = made.commit("First");
    made.git({"tag", "-a", "-m", "Tag", "v1"});
    const std::string second = made.commit("Second\n\nwith a body");
    const auto repository = open_repository(made.path());
    ASSERT_TRUE(repository);
    const std::pair<const char*, std::string> rows[] = {{"HEAD", second}, {"main", second}, {"HEAD~1", first}, {"v1", first}};
    for (const auto& [revision, id] : rows) {
        const auto commit = find_commit(**repository, revision);
        ASSERT_TRUE(commit) << revision << ": " << describe(commit.error());
        EXPECT_EQ(commit_info(**commit).sha, id) << revision;
    }
    const finding::CommitInfo info = commit_info(**find_commit(**repository, second));
    EXPECT_EQ(info, (finding::CommitInfo{second, "An Author <author@example.org>", "2026-01-01T00:01:00Z", "Second"}));

    for (const char* revision : {"nowhere", "HEAD~9", "main:file", "", "@{", "..", "deadbeef"}) {
        const auto commit = find_commit(**repository, revision);
        EXPECT_FALSE(commit) << revision;
    }
}

TEST(FindHead, IsNullBeforeTheFirstCommit) {
    const testing::GitRepository made;
    const auto repository = open_repository(made.path());
    ASSERT_TRUE(repository);
    const auto head = find_head(**repository);
    ASSERT_TRUE(head) << describe(head.error());
    EXPECT_EQ(head->get(), nullptr);
}

} // namespace
} // namespace squire::source
