// SPDX-License-Identifier: MIT
#include "journey/sandbox.h"

#include <gtest/gtest.h>

namespace squire::journey {
namespace {

TEST(CheckRoom, ALargeProjectIsRefusedBeforeItIsCopied) {
    constexpr std::uint64_t kGigabyte = 1ULL << 30U;
    EXPECT_TRUE(check_room(5 * kGigabyte, 6 * kGigabyte, "out"));
    EXPECT_TRUE(check_room(0, kGigabyte, "out"));
    for (const std::uint64_t available : {std::uint64_t{0}, kGigabyte, 5 * kGigabyte}) {
        const auto refused = check_room(5 * kGigabyte, available, "out");
        ASSERT_FALSE(refused) << available;
        EXPECT_EQ(refused.error().kind, ErrorKind::limit);
        EXPECT_NE(refused.error().message.find("5184 MB"), std::string::npos) << refused.error().message;
    }
}

} // namespace
} // namespace squire::journey
