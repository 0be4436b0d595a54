// SPDX-License-Identifier: MIT
#include "source/provenance.h"

#include <gtest/gtest.h>

#include "testing/git_repository.h"

namespace squire::source {
namespace {

TEST(PublicAddress, HoldsNothingPrivate) {
    const struct {
        std::string_view remote, shown;
    } table[] = {
        {"https://gitlab.com/group/project.git", "https://gitlab.com/group/project.git"},
        {"https://user:word@gitlab.com/group/project.git", "https://gitlab.com/group/project.git"},
        {"https://oauth2:t@ken@gitlab.com/group/project", "https://gitlab.com/group/project"},
        {"https://gitlab.com/group/project?private_token=x", "https://gitlab.com/group/project"},
        {"HTTPS://gitlab.com/a@b/project", "https://gitlab.com/a@b/project"},
        {"git@gitlab.com:group/project.git", "ssh://gitlab.com/group/project.git"},
        {"ssh://git@gitlab.com:2222/group/project.git", "ssh://gitlab.com:2222/group/project.git"},
        {"/srv/git/project.git", ""},
        {"../project", ""},
        {"C:/src/project", ""},
        {"file:///srv/git/project.git", ""},
        {"ext::sh -c whoami", ""},
        {"", ""},
    };
    for (const auto& row : table) EXPECT_EQ(public_address(row.remote), row.shown) << row.remote;
}

TEST(Provenance, NamesRemoteRevisionAndBranch) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    testing::GitRepository repository;
    const auto unborn = provenance_of(repository.path());
    ASSERT_TRUE(unborn);
    EXPECT_EQ(*unborn, finding::Provenance{});

    repository.write("a", "1");
    const std::string commit = repository.commit();
    (void)repository.git({"remote", "add", "origin", "https://user:word@gitlab.com/group/project.git"});
    const auto known = provenance_of(repository.path());
    ASSERT_TRUE(known);
    EXPECT_EQ(*known, (finding::Provenance{"https://gitlab.com/group/project.git", commit, "main"}));

    (void)repository.git({"checkout", "--quiet", "--detach"});
    const auto detached = provenance_of(repository.path());
    ASSERT_TRUE(detached);
    EXPECT_EQ(detached->branch, "");
    EXPECT_EQ(detached->revision, commit);
}

TEST(Provenance, IsNothingOutsideOfARepository) {
    const testing::TemporaryFolder folder;
    EXPECT_FALSE(provenance_of(folder.path()));
}

} // namespace
} // namespace squire::source
