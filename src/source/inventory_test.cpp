// SPDX-License-Identifier: MIT
#include "source/inventory.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "source/commit_source.h"
#include "testing/git_repository.h"

namespace squire::source {
namespace {

const File* find(const Inventory& inventory, std::string_view path) {
    const auto found = std::ranges::find(inventory.files, path, &File::path);
    return found == inventory.files.end() ? nullptr : &*found;
}

void write_project(const testing::GitRepository& made) {
    made.write("src/a.py", "print(1)\n");
    made.write("script", "#!/usr/bin/env ruby\n");
    made.write("vendor/b.py", "print(2)\n");
    made.write("package-lock.json", "{}\n");
    made.write("picture.png", std::string("\x89PNG\0\0", 6));
    made.write("web/app.js", std::string(100'000, 'x'));
    made.write("Dockerfile", "FROM scratch\n");
    made.write(".gitignore", "*.log\n");
    made.write("a.log", "text\n");
}

TEST(Inventory, OfAFolder) {
    const testing::GitRepository made;
    write_project(made);
    Problems problems;
    const auto inventory = take_inventory(made.path(), {.workers = 3}, problems);
    ASSERT_TRUE(inventory) << describe(inventory.error());
    EXPECT_TRUE(problems.list().empty());
    EXPECT_EQ(inventory->files.size(), 8);
    EXPECT_TRUE(std::ranges::is_sorted(inventory->files, {}, &File::path));
    EXPECT_EQ(inventory->bytes, 100'066);
    const std::map<std::string_view, std::uint64_t> expected = {{"Dockerfile", 13}, {"Ignore List", 6}, {"Python", 9}, {"Ruby", 20}};
    EXPECT_EQ(inventory->bytes_by_language, expected);
    ASSERT_NE(find(*inventory, "script"), nullptr);
    EXPECT_EQ(find(*inventory, "script")->language, "Ruby");
    EXPECT_EQ(find(*inventory, "package-lock.json")->role, Role::lockfile);
    EXPECT_TRUE(find(*inventory, "picture.png")->marks.has(Mark::binary));
    EXPECT_TRUE(find(*inventory, "web/app.js")->marks.has(Mark::minified));
    EXPECT_EQ(find(*inventory, "web/app.js")->size, 100'000);
    EXPECT_TRUE(find(*inventory, "vendor/b.py")->marks.has(Mark::vendored));
    EXPECT_EQ(find(*inventory, "a.log"), nullptr);
}

TEST(Inventory, MarksWhatGitIgnoresWhereItIsWanted) {
    const testing::GitRepository made;
    write_project(made);
    Problems problems;
    const auto inventory = take_inventory(made.path(), {.workers = 2, .honour_gitignore = false}, problems);
    ASSERT_TRUE(inventory);
    ASSERT_NE(find(*inventory, "a.log"), nullptr);
    EXPECT_TRUE(find(*inventory, "a.log")->marks.has(Mark::ignored));
    EXPECT_FALSE(find(*inventory, "script")->marks.has(Mark::ignored));
}

TEST(Inventory, OfACommitIsThatOfItsFiles) {
    testing::GitRepository made;
    write_project(made);
    const std::string commit = made.commit();
    Problems problems;
    const auto of_folder = take_inventory(made.path(), {}, problems);
    const auto source = open_commit(made.path(), commit);
    ASSERT_TRUE(source);
    const auto of_commit = take_inventory(**source, {.workers = 2}, problems);
    ASSERT_TRUE(of_folder && of_commit);
    ASSERT_EQ(of_folder->files.size(), of_commit->files.size());
    for (std::size_t i = 0; i < of_folder->files.size(); ++i) {
        const File& left = of_folder->files[i];
        const File& right = of_commit->files[i];
        EXPECT_EQ(left.path, right.path);
        EXPECT_EQ(left.language, right.language) << left.path;
        EXPECT_EQ(left.marks, right.marks) << left.path;
    }
}

TEST(Inventory, OfASingleFileAnEmptyFolderAndNothing) {
    const testing::TemporaryFolder folder;
    Problems problems;
    EXPECT_TRUE(take_inventory(folder.path(), {}, problems)->files.empty());
    const auto file = take_inventory(folder.write("a.py", "x = 1\n"), {}, problems);
    ASSERT_TRUE(file);
    EXPECT_EQ(file->bytes_by_language.at("Python"), 6);
    const auto nothing = take_inventory(folder.path() / "missing", {}, problems);
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().kind, ErrorKind::not_found);
}

} // namespace
} // namespace squire::source
