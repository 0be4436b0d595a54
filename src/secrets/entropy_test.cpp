// SPDX-License-Identifier: MIT
#include "secrets/entropy.h"

#include <gtest/gtest.h>

#include <string>

namespace squire::secrets {
namespace {

TEST(ShannonEntropy, OfKnownTexts) {
    struct Case {
        std::string_view text;
        double bits;
    };
    for (const auto& [text, bits] : {Case{"", 0}, Case{"a", 0}, Case{"aaaa", 0}, Case{"ab", 1}, Case{"abab", 1}, Case{"abcd", 2},
                                     Case{"0123456789abcdef", 4}, Case{"aab", 0.9182958}, Case{"hello", 1.9219281}}) {
        EXPECT_NEAR(shannon_entropy(text), bits, 1e-6) << text;
    }
}

TEST(ShannonEntropy, CountsBytes) {
    std::string all;
    for (int byte = 0; byte < 256; ++byte) {
        all += static_cast<char>(byte);
    }
    EXPECT_NEAR(shannon_entropy(all), 8, 1e-9);
}

} // namespace
} // namespace squire::secrets
