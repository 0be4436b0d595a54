// SPDX-License-Identifier: MIT
#include "store/text_key.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace squire::store {
namespace {

TEST(TextKey, IsTheBeginningOfTheHash) {
    // SHA-256 of "abc" begins ba7816bf8f01cfea (FIPS 180-2, appendix B.1).
    EXPECT_EQ(text_key("abc"), static_cast<std::int64_t>(0xba7816bf8f01cfeaULL >> 1U));
    std::set<std::int64_t> keys;
    for (int i = 0; i < 1'000; ++i) keys.insert(text_key("src/file_" + std::to_string(i)));
    EXPECT_EQ(keys.size(), 1'000U);
    EXPECT_GT(*keys.begin(), 0);
}

TEST(HeadOfId, IsInTheOrderOfIds) {
    const std::string first = "0123456789abcdef0123456789abcdef01234567";
    EXPECT_EQ(head_of_id(first), 0x0123456789abcdeLL);
    EXPECT_EQ(head_of_id("0123"), 0x012300000000000LL);
    EXPECT_EQ(head_of_id("ffff"), 0xffff00000000000LL);
    EXPECT_EQ(head_of_id("zz"), 0) << "what is no digit";
    EXPECT_LT(head_of_id("0fff"), head_of_id("1000"));
}

} // namespace
} // namespace squire::store
