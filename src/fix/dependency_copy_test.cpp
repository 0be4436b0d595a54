// SPDX-License-Identifier: MIT
#include "fix/dependency_copy.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "base/file.h"
#include "testing/temporary_folder.h"

namespace squire::fix {
namespace {

namespace fs = std::filesystem;

class DependencyCopyTest : public ::testing::Test {
protected:
    DependencyCopyTest() {
        tree_.write("package.json", "{}\n");
        tree_.write("src/main.js", "1\n");
        tree_.write("sub/package.json", "{}\n");
        tree_.write(".git/config", "[core]\n");
        tree_.write("node_modules/anvil/package.json", "{}\n");
    }
    testing::TemporaryFolder tree_;
};

TEST_F(DependencyCopyTest, LeavesOutWhatNobodyAskedFor) {
    const auto whole = DependencyCopy::make(tree_.path(), CopyExtent::everything, nullptr);
    ASSERT_TRUE(whole.has_value());
    EXPECT_TRUE(fs::exists(whole->path() / "src/main.js"));
    EXPECT_FALSE(fs::exists(whole->path() / ".git"));
    EXPECT_FALSE(fs::exists(whole->path() / "node_modules"));
    const auto packages = DependencyCopy::make(tree_.path(), CopyExtent::package_files, nullptr);
    ASSERT_TRUE(packages.has_value());
    EXPECT_TRUE(fs::exists(packages->path() / "sub/package.json"));
    EXPECT_FALSE(fs::exists(packages->path() / "src/main.js"));
}

TEST_F(DependencyCopyTest, TellsChangesAndTakesThemBack) {
    auto copy = DependencyCopy::make(tree_.path(), CopyExtent::everything, nullptr);
    ASSERT_TRUE(copy.has_value());
    EXPECT_TRUE(copy->state()->empty());
    ASSERT_TRUE(write_file(copy->path() / "package.json", "{ }\n").has_value());
    ASSERT_TRUE(write_file(copy->path() / "new/package-lock.json", "{}").has_value());
    ASSERT_TRUE(write_file(copy->path() / "node_modules/bellows/package.json", "{}").has_value());
    const auto changed = copy->state();
    ASSERT_TRUE(changed.has_value());
    EXPECT_EQ(*changed, (DependencyCopy::State{{"new/package-lock.json", "{}"}, {"package.json", "{ }\n"}}));
    const auto changes = copy->changes({}, *changed);
    ASSERT_TRUE(changes.has_value());
    ASSERT_EQ(changes->size(), 2U);
    EXPECT_TRUE((*changes)[0].is_new);
    EXPECT_EQ((*changes)[1], (FileChange{.path = "package.json", .before = "{}\n", .after = "{ }\n"}));

    ASSERT_TRUE(copy->restore({}).has_value());
    EXPECT_TRUE(copy->state()->empty());
    EXPECT_FALSE(fs::exists(copy->path() / "node_modules"));
    EXPECT_FALSE(fs::exists(copy->path() / "new"));
    ASSERT_TRUE(copy->restore(*changed).has_value());
    EXPECT_EQ(*copy->state(), *changed);
    EXPECT_EQ(read_file(tree_.path() / "package.json").value(), "{}\n");
}

TEST_F(DependencyCopyTest, LinksLeadNowhereElse) {
    const testing::TemporaryFolder outside;
    outside.write("secret", "s");
    fs::create_symlink(outside.path() / "secret", tree_.path() / "absolute");
    fs::create_symlink("../../" + outside.path().filename().string(), tree_.path() / "up");
    fs::create_symlink("src", tree_.path() / "inside");
    auto copy = DependencyCopy::make(tree_.path(), CopyExtent::everything, nullptr);
    ASSERT_TRUE(copy.has_value());
    EXPECT_FALSE(fs::is_symlink(copy->path() / "absolute"));
    EXPECT_FALSE(fs::is_symlink(copy->path() / "up"));
    EXPECT_TRUE(fs::is_symlink(copy->path() / "inside"));

    // A tool that was talked into it: a file that becomes a link is no change, and nothing is written through a link.
    fs::remove(copy->path() / "package.json");
    fs::create_symlink(outside.path() / "secret", copy->path() / "package.json");
    EXPECT_FALSE(copy->state().has_value());
    fs::remove_all(copy->path() / "sub");
    fs::create_directory_symlink(outside.path(), copy->path() / "sub");
    ASSERT_TRUE(copy->restore({}).has_value());
    EXPECT_FALSE(fs::exists(outside.path() / "package.json"));
    EXPECT_EQ(read_file(outside.path() / "secret").value(), "s");
    EXPECT_EQ(read_file(copy->path() / "package.json").value(), "{}\n");
    EXPECT_TRUE(copy->state()->empty());
}

TEST_F(DependencyCopyTest, FilesThatAreGoneAreAnError) {
    auto copy = DependencyCopy::make(tree_.path(), CopyExtent::everything, nullptr);
    ASSERT_TRUE(copy.has_value());
    fs::remove(copy->path() / "src/main.js");
    EXPECT_FALSE(copy->state().has_value());
    ASSERT_TRUE(copy->restore({}).has_value());
    EXPECT_TRUE(copy->state()->empty());
}

TEST_F(DependencyCopyTest, IsBoundedAndLeavesNothing) {
    const auto none = DependencyCopy::make(tree_.path(), CopyExtent::everything, nullptr, {.bytes = 3});
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().kind, ErrorKind::limit);
    EXPECT_EQ(DependencyCopy::make(tree_.path(), CopyExtent::everything, nullptr, {.files = 2}).error().kind, ErrorKind::limit);
    fs::path place;
    {
        const auto copy = DependencyCopy::make(tree_.path(), CopyExtent::everything, nullptr);
        place = copy->path();
        EXPECT_TRUE(fs::exists(place));
    }
    EXPECT_FALSE(fs::exists(place));
}

} // namespace
} // namespace squire::fix
