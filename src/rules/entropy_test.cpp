// SPDX-License-Identifier: MIT
#include "rules/entropy.h"

#include <string>

#include <gtest/gtest.h>

namespace squire::rules {
namespace {

TEST(ShannonEntropy, IsBitsAByte) {
    EXPECT_EQ(shannon_entropy(""), 0);
    EXPECT_EQ(shannon_entropy("aaaa"), 0);
    EXPECT_DOUBLE_EQ(shannon_entropy("ab"), 1);
    EXPECT_DOUBLE_EQ(shannon_entropy("abcdabcd"), 2);
    EXPECT_NEAR(shannon_entropy("aab"), 0.9183, 0.0001);
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    EXPECT_DOUBLE_EQ(shannon_entropy(all), 8);
}

} // namespace
} // namespace squire::rules
