// SPDX-License-Identifier: MIT
#include "source/git_person.h"

#include <cstdlib>

#include <gtest/gtest.h>

#include "testing/git_repository.h"

namespace squire::source {
namespace {

TEST(GitPerson, IsTheAuthorThatGitWouldName) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    testing::GitRepository repository;
    ::unsetenv("GIT_AUTHOR_NAME");
    ::unsetenv("GIT_AUTHOR_EMAIL");
    (void)repository.git({"config", "user.name", "Ada Example"});
    (void)repository.git({"config", "user.email", "ada@example.org"});
    EXPECT_EQ(git_person(repository.path()), "Ada Example <ada@example.org>");
    ::setenv("GIT_AUTHOR_NAME", "Bob", 1);
    EXPECT_EQ(git_person(repository.path()), "Bob <ada@example.org>");
    EXPECT_EQ(git_person("/no/such/folder"), "Bob");
    ::unsetenv("GIT_AUTHOR_NAME");
    EXPECT_EQ(git_person("/no/such/folder"), "");
}

} // namespace
} // namespace squire::source
