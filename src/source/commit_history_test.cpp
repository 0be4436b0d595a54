// SPDX-License-Identifier: MIT
#include "source/commit_history.h"

#include <gtest/gtest.h>

#include "source/commit_source.h"
#include "source/directory_source.h"
#include "testing/git_repository.h"

namespace squire::source {
namespace {

ObjectId id(const std::string& hex) { return *ObjectId::parse(hex); }

class CommitHistoryTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "no git is installed";
    }
};

TEST_F(CommitHistoryTest, KnowsWhatACommitComesFrom) {
    testing::GitRepository made;
    const ObjectId first = id(made.commit());
    made.git({"checkout", "--quiet", "-b", "side"});
    const ObjectId side = id(made.commit("On the side"));
    made.git({"checkout", "--quiet", "main"});
    const ObjectId second = id(made.commit());
    made.git({"merge", "--quiet", "--no-edit", "side"});
    const ObjectId merge = id(made.id_of("HEAD"));
    const ObjectId after = id(made.commit());

    CommitHistory history(made.path(), merge);
    for (const ObjectId& each : {first, side, second, merge}) EXPECT_EQ(history.comes_from(each), true) << each.hex();
    EXPECT_EQ(history.comes_from(after), false);
    EXPECT_EQ(history.comes_from(id(std::string(40, '1'))), false) << "a commit that is nowhere";
    CommitHistory beside(made.path(), side);
    EXPECT_EQ(beside.comes_from(first), true);
    EXPECT_EQ(beside.comes_from(second), false);
}

TEST_F(CommitHistoryTest, SaysWhenItCannotTell) {
    testing::GitRepository made;
    const ObjectId first = id(made.commit());
    const ObjectId second = id(made.commit());
    const auto shallow = made.path().parent_path() / "shallow";
    made.git({"clone", "--quiet", "--depth=1", "file://" + made.path().string(), shallow.string()});
    CommitHistory cut(shallow, second);
    EXPECT_EQ(cut.comes_from(second), true);
    EXPECT_EQ(cut.comes_from(first), std::nullopt);

    std::filesystem::create_directories(made.path() / "empty/submodule");
    CommitHistory nothing(made.path() / "empty/submodule", second); // and not the repository above it
    EXPECT_EQ(nothing.comes_from(first), std::nullopt);
    CommitHistory other(made.path(), id(std::string(40, '1')));
    EXPECT_EQ(other.comes_from(first), std::nullopt);
}

TEST_F(CommitHistoryTest, SourcesFindSubmodules) {
    testing::GitRepository inner;
    inner.write("file", "");
    const std::string commit = inner.commit();
    testing::GitRepository outer;
    outer.write("own/file", "");
    outer.git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path().string(), "own/module"});
    outer.commit();
    const auto root = open_directory(outer.path(), {});
    const auto below = open_directory(outer.path() / "own", {});
    const auto committed = open_commit(outer.path(), "HEAD");
    ASSERT_TRUE(root && below && committed);
    for (const auto& [source, path] :
         {std::pair(root->get(), "own/module"), std::pair(below->get(), "module"), std::pair(committed->get(), "own/module")}) {
        const auto found = source->submodule(path);
        ASSERT_TRUE(found.has_value()) << source->describe();
        EXPECT_EQ(found->commit.hex(), commit);
        EXPECT_TRUE(std::filesystem::equivalent(found->folder, outer.path() / "own/module"));
    }
    for (const char* path : {"own/file", "own", "nowhere", "../own/module", "", "/"})
        EXPECT_FALSE((*root)->submodule(path).has_value() || (*committed)->submodule(path).has_value()) << path;
}

} // namespace
} // namespace squire::source
