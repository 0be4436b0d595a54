// SPDX-License-Identifier: MIT
#include "bugreport/project_text.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "base/file.h"
#include "testing/temporary_folder.h"

namespace squire::bugreport {
namespace {

TEST(ProjectText, StaysInTheProject) {
    const testing::TemporaryFolder folder;
    ASSERT_TRUE(write_file(folder.path() / "secret", "outside"));
    ASSERT_TRUE(write_file(folder.path() / "project/src/a.py", "inside"));
    std::filesystem::create_symlink("../../secret", folder.path() / "project/src/out");
    std::filesystem::create_symlink("a.py", folder.path() / "project/src/in");
    const auto root = folder.path() / "project";
    EXPECT_EQ(project_text(root, "src/a.py").value(), "inside");
    EXPECT_EQ(project_text(root, "src/in").value(), "inside");
    for (const std::string& bad : {std::string(), std::string("../secret"), std::string("src/../../secret"), std::string("/etc/passwd"),
                                   std::string("src/out"), std::string("src/a.py\0", 9)}) {
        ASSERT_FALSE(project_text(root, bad)) << bad;
        EXPECT_EQ(project_text(root, bad).error().kind, ErrorKind::unsupported) << bad;
    }
    for (const char* absent : {"src/b.py", "a.py", "src/a.py/b"})
        EXPECT_EQ(project_text(root, absent).error().kind, ErrorKind::not_found) << absent;
    EXPECT_FALSE(project_text(root, "src"));
    EXPECT_EQ(project_text(root, "src/a.py", 3).error().kind, ErrorKind::limit);
    EXPECT_FALSE(project_text(folder.path() / "nowhere", "a.py"));
}

} // namespace
} // namespace squire::bugreport
