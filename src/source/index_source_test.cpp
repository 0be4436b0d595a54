// SPDX-License-Identifier: MIT
#include "source/index_source.h"

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "testing/collected_texts.h"
#include "testing/git_repository.h"

namespace squire::source {
namespace {

using Texts = std::map<std::string, std::string>;

Texts staged(const std::filesystem::path& inside, Problems& problems, const std::filesystem::path& index_file = {}) {
    testing::CollectedTexts texts;
    const auto source = open_staged(inside, index_file);
    EXPECT_TRUE(source) << describe(source.error());
    if (!source) return {};
    EXPECT_TRUE((*source)->read(texts, {.workers = 2}, problems));
    EXPECT_EQ((*source)->commit().sha, "0000000");
    return texts.by_path;
}

TEST(IndexSource, ShowsWhatIsStagedAndNotInHead) {
    testing::GitRepository made;
    Problems problems;
    EXPECT_EQ(staged(made.path(), problems), Texts{});

    made.write("a", "first\n");
    made.write("b", "first\n");
    made.write("c/d", "first\n");
    made.git({"add", "--all"});
    EXPECT_EQ(staged(made.path(), problems), (Texts{{"a", "first\n"}, {"b", "first\n"}, {"c/d", "first\n"}})) << "before the first commit";

    made.commit();
    EXPECT_EQ(staged(made.path(), problems), Texts{});

    made.write("a", "staged\n");
    made.write("new", "new\n");
    made.remove("b");
    made.git({"add", "--all"});
    made.write("a", "not staged\n");
    made.write("intent", "not staged\n");
    made.git({"add", "--intent-to-add", "intent"});
    EXPECT_EQ(staged(made.path(), problems), (Texts{{"a", "staged\n"}, {"new", "new\n"}}));
    EXPECT_TRUE(problems.list().empty());
}

TEST(IndexSource, LeavesOutConflictsLinksAndSubmodules) {
    testing::GitRepository inner;
    inner.commit();
    testing::GitRepository made;
    made.write("a", "base\n");
    made.commit();
    made.git({"checkout", "--quiet", "-b", "other"});
    made.write("a", "other\n");
    made.commit();
    made.git({"checkout", "--quiet", "main"});
    made.write("a", "main\n");
    made.commit();
    EXPECT_THROW(made.git({"merge", "other"}), std::runtime_error);
    made.git({"submodule", "--quiet", "add", inner.path().string(), "module"});
    std::filesystem::create_symlink("a", made.path() / "link");
    made.git({"add", "link"});
    Problems problems;
    EXPECT_EQ(staged(made.path(), problems).size(), 1) << ".gitmodules alone";
    ASSERT_EQ(problems.list().size(), 1);
    EXPECT_EQ(problems.list()[0].error.place, "a");
    EXPECT_FALSE(problems.incomplete());
}

TEST(IndexSource, TakesTheIndexThatGitGivesToHooks) {
    testing::GitRepository made;
    made.write("a", "first\n");
    made.commit();
    made.write("a", "by commit --all\n");
    // As git does it: the index of such a commit is another file while the hook runs.
    std::filesystem::copy_file(made.path() / ".git/index", made.path() / "../before");
    made.git({"add", "a"});
    std::filesystem::rename(made.path() / ".git/index", made.path() / ".git/next-index");
    std::filesystem::rename(made.path() / "../before", made.path() / ".git/index");
    Problems problems;
    EXPECT_EQ(staged(made.path(), problems), Texts{});
    EXPECT_EQ(staged(made.path(), problems, made.path() / ".git/next-index"), (Texts{{"a", "by commit --all\n"}}));
}

TEST(IndexSource, NamesAnIndexThatCannotBeRead) {
    testing::GitRepository made;
    made.write(".git/index", "this is no index, but long enough to be taken for one");
    const auto source = open_staged(made.path());
    ASSERT_FALSE(source);
    EXPECT_NE(source.error().hint, "");
}

} // namespace
} // namespace squire::source
