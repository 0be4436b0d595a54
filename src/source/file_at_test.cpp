// SPDX-License-Identifier: MIT
#include "source/file_at.h"

#include <gtest/gtest.h>

#include "testing/git_repository.h"

namespace squire::source {
namespace {

TEST(FileAt, IsTheFileAsItWasThen) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    testing::GitRepository repository;
    repository.write("src/a.c", "one\n");
    const std::string first = repository.commit();
    repository.write("src/a.c", "two\n");
    (void)repository.commit();
    repository.write("src/a.c", "three\n");
    EXPECT_EQ(file_at(repository.path(), first, "src/a.c").value(), "one\n");
    EXPECT_EQ(file_at(repository.path(), "HEAD", "src/a.c").value(), "two\n");
    EXPECT_EQ(file_at(repository.path(), "HEAD", "src").error().kind, ErrorKind::not_found);
    EXPECT_EQ(file_at(repository.path(), "HEAD", "src/b.c").error().kind, ErrorKind::not_found);
    EXPECT_EQ(file_at(repository.path(), "HEAD", "").error().kind, ErrorKind::not_found);
    EXPECT_EQ(file_at(repository.path(), "HEAD", "../a.c").error().kind, ErrorKind::not_found);
    EXPECT_EQ(file_at(repository.path(), "no-such-revision", "src/a.c").error().kind, ErrorKind::not_found);
    EXPECT_EQ(file_at(repository.path(), "HEAD", "src/a.c", 3).error().kind, ErrorKind::limit);
}

} // namespace
} // namespace squire::source
