// SPDX-License-Identifier: MIT
#include "source/file_reader.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "testing/temporary_folder.h"

namespace squire::source {
namespace {

Result<std::string> read(FileReader& reader, const std::filesystem::path& path, std::uint64_t limit) {
    const int file = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
    EXPECT_GE(file, 0) << path;
    const auto bytes = reader.read(file, limit);
    ::close(file);
    if (!bytes) return std::unexpected(bytes.error());
    return std::string(*bytes);
}

TEST(FileReader, ReadsFilesOfAnySizeUpToTheLimit) {
    const testing::TemporaryFolder folder;
    FileReader reader;
    for (const std::size_t size : {0UZ, 1UZ, 262'143UZ, 262'144UZ, 262'145UZ, 20UZ << 20U, 5UZ}) {
        std::string text(size, 'x');
        if (size > 0) text.back() = 'y';
        const auto file = folder.write("file", text);
        for (const std::uint64_t limit : {std::uint64_t{size}, std::uint64_t{size} + 1, std::uint64_t{1} << 40U}) {
            const auto bytes = read(reader, file, limit);
            ASSERT_TRUE(bytes) << size << ": " << describe(bytes.error());
            EXPECT_TRUE(*bytes == text) << size;
        }
        if (size == 0) continue;
        const auto above = read(reader, file, size - 1);
        ASSERT_FALSE(above) << size;
        EXPECT_EQ(above.error().kind, ErrorKind::limit);
    }
}

TEST(FileReader, ReadsWhatHidesItsSize) {
    FileReader reader;
    const auto bytes = read(reader, "/proc/self/status", 1U << 20U);
    ASSERT_TRUE(bytes);
    EXPECT_TRUE(bytes->starts_with("Name:")) << *bytes;
    EXPECT_FALSE(read(reader, "/proc/self/status", 10));
}

TEST(FileReader, ReadsRegularFilesOnly) {
    const testing::TemporaryFolder folder;
    ASSERT_EQ(::mkfifo((folder.path() / "fifo").c_str(), 0600), 0);
    FileReader reader;
    for (const std::filesystem::path& path : {folder.path(), folder.path() / "fifo", std::filesystem::path("/dev/zero")}) {
        const auto bytes = read(reader, path, 1U << 20U);
        ASSERT_FALSE(bytes) << path;
        EXPECT_EQ(bytes.error().kind, ErrorKind::unsupported);
    }
}

TEST(FileReader, ReadsAFileThatGrowsAndShrinksMeanwhile) {
    const testing::TemporaryFolder folder;
    const auto file = folder.write("file", std::string(1 << 20, 'x'));
    const std::jthread writer([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            for (const off_t size : {1 << 10, 3 << 20, 0, 1 << 20}) EXPECT_EQ(::truncate(file.c_str(), size), 0);
        }
    });
    FileReader reader;
    for (int i = 0; i < 500; ++i) {
        const auto bytes = read(reader, file, 8U << 20U);
        ASSERT_TRUE(bytes) << describe(bytes.error());
        EXPECT_LE(bytes->size(), 3U << 20U);
    }
}

} // namespace
} // namespace squire::source
