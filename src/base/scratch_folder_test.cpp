// SPDX-License-Identifier: MIT
#include "base/scratch_folder.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "base/file.h"

namespace squire {
namespace {

TEST(ScratchFolder, IsGoneAtItsEnd) {
    std::filesystem::path path;
    {
        auto folder = ScratchFolder::make("test");
        ASSERT_TRUE(folder) << describe(folder.error());
        const ScratchFolder moved = std::move(*folder);
        path = moved.path();
        ASSERT_TRUE(std::filesystem::is_directory(path));
        ASSERT_TRUE(write_file(path / "a" / "b", "c"));
        std::filesystem::permissions(path / "a", std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    }
    EXPECT_FALSE(std::filesystem::exists(path));
}

} // namespace
} // namespace squire
