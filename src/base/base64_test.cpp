// SPDX-License-Identifier: MIT
#include "base/base64.h"

#include <utility>

#include <gtest/gtest.h>

namespace squire {
namespace {

TEST(Base64, IsThatOfTheStandard) {
    // RFC 4648, section 10.
    for (const auto& [bytes, text] : {std::pair<std::string_view, std::string_view>{"", ""},
                                      {"f", "Zg=="},
                                      {"fo", "Zm8="},
                                      {"foo", "Zm9v"},
                                      {"foob", "Zm9vYg=="},
                                      {"fooba", "Zm9vYmE="},
                                      {"foobar", "Zm9vYmFy"}}) {
        EXPECT_EQ(to_base64(bytes), text);
        EXPECT_EQ(from_base64(text), bytes) << text;
    }
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    EXPECT_EQ(from_base64(to_base64(all)), all);
    EXPECT_EQ(from_base64("Zm9v\r\nYmFy\n"), "foobar");
}

TEST(Base64, RefusesWhatItIsNot) {
    for (const std::string_view bad : {"Z", "Zg", "Zg=", "Zg===", "====", "Zg==Zg==", "Zm9v YmFy", "Zm9-", "=Zm9"})
        EXPECT_EQ(from_base64(bad), std::nullopt) << bad;
}

} // namespace
} // namespace squire
