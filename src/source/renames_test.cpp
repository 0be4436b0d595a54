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
    constexpr int kFiles = 1100;
    // As a stream: writing thousands of files takes seconds.
    const auto commit = [&](std::string_view folder, std::string_view edited) {
        std::string stream = fmt::format("commit refs/heads/{}\ncommitter A <a@example.org> 1767225600 +0000\ndata 0\n", folder);
        for (int i = 0; i < kFiles; ++i) {
            const std::string text = lines(i, i + 3) + (i == 7 ? std::string(edited) : "");
            stream += fmt::format("M 100644 inline {}/{}.c\ndata {}\n{}", folder, i, text.size(), text);
        }
        (void)repository.git({"fast-import", "--quiet"}, stream);
    };
    commit("before", "");
    commit("after", "edited\n");
    const auto found = renames_between(repository.path(), "before", "after");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->size(), kFiles - 1U) << "all but the one that was edited, too";
}

} // namespace
} // namespace squire::source
