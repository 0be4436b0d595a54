// SPDX-License-Identifier: MIT
#include "secrets/routable_token.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "base/hash.h"

namespace squire::secrets {
namespace {

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
