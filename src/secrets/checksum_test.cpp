// SPDX-License-Identifier: MIT
#include "secrets/checksum.h"

#include <gtest/gtest.h>

#include "base/hash.h"

namespace squire::secrets {
namespace {

TEST(Crc32Base62, IsSixDigitsWithZerosInFront) {
    EXPECT_EQ(crc32_base62(""), "000000");
    EXPECT_EQ(crc32("123456789"), 0xcbf43926U); // the check value of CRC-32
    EXPECT_EQ(crc32_base62("123456789"), "3jZRME");
}

TEST(Crc32Base62, HoldsForItsOwnTokensOnly) {
    const std::string body = "aQ3dK9sLm2PzX7vBnT5yR8wE1uC4fG";
    std::string token = "ghp_" + body + crc32_base62(body);
    EXPECT_TRUE(crc32_base62_holds(token));
    token[10] = token[10] == 'a' ? 'b' : 'a';
    EXPECT_FALSE(crc32_base62_holds(token)) << token;
    for (const std::string_view bad : {"", "ghp_", "ghp_abc", "ghp_000000"}) {
        EXPECT_FALSE(crc32_base62_holds(bad)) << bad;
    }
}

TEST(GitLabRoutable, IsNoFormForOthers) {
    for (const std::string_view other : {"", "glpat-abcdefghij0123456789", "glpat-aaaa.0r", "glpat-aaaa.0R1234567", "a.b.c"}) {
        EXPECT_FALSE(gitlab_routable_holds(other).has_value()) << other;
    }
}

TEST(GitLabRoutable, ChecksWhatStandsBefore) {
    const std::string digits = [] {
        std::uint32_t number = crc32("glpat-bzoxCnU6MQ.0e");
        std::string text(7, '0');
        for (std::size_t i = 7; i-- > 0; number /= 36) {
            text[i] = "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36];
        }
        return text;
    }();
    EXPECT_EQ(gitlab_routable_holds("glpat-bzoxCnU6MQ.0e" + digits), true);
    EXPECT_EQ(gitlab_routable_holds("glpat-bzoxCnU6MR.0e" + digits), false);
}

} // namespace
} // namespace squire::secrets
