// SPDX-License-Identifier: MIT
#include "source/renames.h"

#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "testing/git_repository.h"

namespace squire::source {
namespace {

std::string lines(int from, int to) {
    std::string text;
    for (int i = from; i < to; ++i) text += fmt::format("line {} of the file\n", i);
    return text;
}

TEST(Renames, AreWhatGitSays) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    testing::GitRepository repository;
    repository.write("a.c", lines(0, 40));
    repository.write("b.c", lines(100, 140));
    repository.write("gone.c", lines(200, 240));
    repository.write("stays.c", lines(300, 340));
    const std::string first = repository.commit();
    repository.remove("a.c");
    repository.remove("b.c");
    repository.remove("gone.c");
    repository.write("src/a.c", lines(0, 40));
    repository.write("c.c", lines(95, 138)); // edited as well
    repository.write("copy.c", lines(300, 340)); // a copy is no rename
    repository.write("new.c", lines(900, 940));
    const std::string second = repository.commit();
    const std::vector<Rename> wanted = {{"b.c", "c.c"}, {"a.c", "src/a.c"}};
    const auto found = renames_between(repository.path(), first, second);
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, wanted);
    EXPECT_EQ(renames_between(repository.path(), first, first)->size(), 0U);
    EXPECT_EQ(renames_between(repository.path(), first, "no-such-revision").error().kind, ErrorKind::not_found);
    EXPECT_FALSE(renames_between("/", first, second));
}

TEST(Renames, AreBounded) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    testing::GitRepository repository;
    for (int i = 0; i < 1100; ++i) repository.write(fmt::format("old/{}.c", i), lines(i, i + 3));
    const std::string first = repository.commit();
    for (int i = 0; i < 1100; ++i) {
        repository.remove(fmt::format("old/{}.c", i));
        repository.write(fmt::format("new/{}.c", i), lines(i, i + 3) + (i == 7 ? "edited\n" : ""));
    }
    const auto found = renames_between(repository.path(), first, repository.commit());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->size(), 1099U) << "all but the one that was edited, too";
}

} // namespace
} // namespace squire::source
