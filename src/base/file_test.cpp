// SPDX-License-Identifier: MIT
#include "base/file.h"

#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "testing/temporary_folder.h"

namespace squire {
namespace {

namespace fs = std::filesystem;

ErrorKind kind_of_reading(const fs::path& path, std::uint64_t limit = 100) {
    const auto bytes = read_file(path, limit);
    EXPECT_FALSE(bytes) << path;
    return bytes ? ErrorKind::internal : bytes.error().kind;
}

TEST(File, IsReadWholeUpToALimit) {
    const testing::TemporaryFolder folder;
    const std::string bytes("a\0\xFF\n", 4);
    const fs::path path = folder.write("file", bytes);
    EXPECT_EQ(read_file(path), bytes);
    EXPECT_EQ(read_file(path, 4), bytes);
    EXPECT_EQ(kind_of_reading(path, 3), ErrorKind::limit);
    EXPECT_EQ(read_file(folder.write("empty", "")), "");
}

TEST(File, IsRefusedWhereItIsNone) {
    const testing::TemporaryFolder folder;
    EXPECT_EQ(kind_of_reading(folder.path() / "missing"), ErrorKind::not_found);
    EXPECT_EQ(kind_of_reading(folder.path()), ErrorKind::unsupported);
    EXPECT_EQ(kind_of_reading("/dev/null"), ErrorKind::unsupported);
    const fs::path fifo = folder.path() / "fifo";
    ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
    EXPECT_EQ(kind_of_reading(fifo), ErrorKind::unsupported); // and at once
    fs::create_symlink("loop", folder.path() / "loop");
    EXPECT_EQ(kind_of_reading(folder.path() / "loop"), ErrorKind::unreadable);
    if (::geteuid() != 0) {
        const fs::path locked = folder.write("locked", "x");
        fs::permissions(locked, fs::perms::none);
        EXPECT_EQ(kind_of_reading(locked), ErrorKind::unreadable);
    }
}

TEST(File, IsWrittenWholeOrNotAtAll) {
    const testing::TemporaryFolder folder;
    const fs::path path = folder.path() / "new/folders/file";
    ASSERT_TRUE(write_file(path, "one"));
    ASSERT_TRUE(write_file(path, "two"));
    EXPECT_EQ(read_file(path), "two");
    EXPECT_EQ(fs::status(path).permissions(), fs::perms(0644));

    // Over a folder: refused, and nothing is left beside it.
    EXPECT_FALSE(write_file(folder.path() / "new/folders", "x"));
    EXPECT_FALSE(write_file(path / "below a file", "x"));
    std::size_t entries = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder.path())) entries += entry.exists() ? 1 : 0;
    EXPECT_EQ(entries, 3U);
}

// A reader sees one of the writings, never a part or a mixture.
TEST(File, IsReplacedAtOnce) {
    const testing::TemporaryFolder folder;
    const fs::path path = folder.path() / "file";
    ASSERT_TRUE(write_file(path, std::string(5000, 'a')));
    std::vector<std::jthread> writers;
    for (const char c : {'a', 'b'}) {
        writers.emplace_back([&, c] {
            for (int i = 0; i < 20; ++i) EXPECT_TRUE(write_file(path, std::string(5000, c)));
        });
    }
    for (int i = 0; i < 100; ++i) {
        const auto bytes = read_file(path);
        ASSERT_TRUE(bytes);
        EXPECT_TRUE(*bytes == std::string(5000, 'a') || *bytes == std::string(5000, 'b'));
    }
}

TEST(File, HasAFolderForCaches) {
    const auto with = [](const char* cache, const char* home) {
        ::setenv("XDG_CACHE_HOME", cache, 1);
        ::setenv("HOME", home, 1);
        return cache_folder();
    };
    const char* const home = std::getenv("HOME");
    const std::string saved = home != nullptr ? home : "";
    EXPECT_EQ(with("/x/cache", "/x"), "/x/cache/squire");
    EXPECT_EQ(with("relative", "/x"), "/x/.cache/squire");
    EXPECT_EQ(with("", ""), "");
    ::unsetenv("XDG_CACHE_HOME");
    ::setenv("HOME", saved.c_str(), 1);
}

} // namespace
} // namespace squire
