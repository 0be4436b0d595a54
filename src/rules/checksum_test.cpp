// SPDX-License-Identifier: MIT
#include "rules/checksum.h"

#include <gtest/gtest.h>

namespace squire::rules {
namespace {

constexpr auto kNone = SecretRule::Checksum::none;
constexpr auto kCrc32 = SecretRule::Checksum::crc32_base62;

TEST(Checksum, IsCrc32InBase62) {
    EXPECT_EQ(crc32_base62(""), "000000");
    EXPECT_EQ(crc32_base62("123456789"), "3jZRME"); // CRC-32's check value, 0xcbf43926 = 3421780262
}

TEST(Checksum, IsVerifiedAfterThePrefix) {
    EXPECT_TRUE(has_right_checksum(kNone, "anything"));
    EXPECT_TRUE(has_right_checksum(kCrc32, "abc_1234567893jZRME"));
    EXPECT_TRUE(has_right_checksum(kCrc32, "1234567893jZRME"));
    EXPECT_FALSE(has_right_checksum(kCrc32, "abc_1234567893jZRMF"));
    EXPECT_FALSE(has_right_checksum(kCrc32, "abc_1234567803jZRME"));
    EXPECT_FALSE(has_right_checksum(kCrc32, "abc_000000"));
    EXPECT_FALSE(has_right_checksum(kCrc32, ""));
}

} // namespace
} // namespace squire::rules
