// SPDX-License-Identifier: MIT
#include "journey/example.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

#include "advisories/index.h"
#include "base/file.h"
#include "source/revision.h"
#include "testing/git_repository.h"

namespace squire::journey {
namespace {

TEST(Example, IsTheSameEverywhere) {
    const testing::TemporaryFolder one;
    const testing::TemporaryFolder other;
    const auto first = example_repository(one.path());
    const auto second = example_repository(other.path());
    ASSERT_TRUE(first && second);
    EXPECT_EQ(source::commit_id_of(*first, "HEAD").value_or("none"), source::commit_id_of(*second, "HEAD").value_or("nothing"));
    EXPECT_EQ(example_repository(one.path()).value_or(""), *first) << "made once";
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    EXPECT_EQ(testing::run_git(*first, {"fsck", "--strict"}).status, 0);
    EXPECT_EQ(testing::run_git(*first, {"status", "--porcelain"}).output, "");
}

TEST(Example, NoSecretStandsInTheSourceTree) {
    const auto commits = example_commits();
    ASSERT_TRUE(commits);
    EXPECT_EQ(commits->size(), 10U);
    std::set<std::string> paths;
    for (const source::MadeCommit& commit : *commits) {
        EXPECT_FALSE(commit.message.empty());
        EXPECT_FALSE(commit.files.empty()) << commit.message;
        for (const auto& [path, text] : commit.files) {
            paths.insert(path);
            EXPECT_EQ(text.find("@@"), std::string::npos) << path;
        }
    }
    for (const char* path : {".gitlab-ci.yml", "Dockerfile", "api/requirements.txt", "web/package-lock.json"})
        EXPECT_TRUE(paths.contains(path)) << path;
}

TEST(Example, ItsAdvisoriesNameItsPackages) {
    const testing::TemporaryFolder folder;
    const auto file = example_advisories(folder.path(), Time{});
    ASSERT_TRUE(file);
    const auto index = advisories::Index::open(*file);
    ASSERT_TRUE(index);
    EXPECT_EQ(index->affecting("npm", "lodash", "4.17.15")->size(), 1U);
    EXPECT_EQ(index->affecting("npm", "lodash", "4.17.21")->size(), 0U);
    EXPECT_EQ(index->affecting("PyPI", "pyyaml", "5.1")->size(), 2U);
    EXPECT_EQ(index->affecting("PyPI", "jinja2", "2.10")->size(), 1U);
}

TEST(Example, AnIndexOfAnotherVersionIsBuiltAnew) {
    const testing::TemporaryFolder folder;
    const auto file = example_advisories(folder.path(), Time{});
    ASSERT_TRUE(file);
    ASSERT_TRUE(write_file(*file, "squire index of some other day"));
    ASSERT_TRUE(example_advisories(folder.path(), Time{}));
    EXPECT_TRUE(advisories::Index::open(*file));
}

} // namespace
} // namespace squire::journey
