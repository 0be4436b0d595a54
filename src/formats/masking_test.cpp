// SPDX-License-Identifier: MIT
#include "formats/masking.h"

#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace squire::formats {
namespace {

TEST(Masking, LeavesNoSecretWhole) {
    const std::vector<std::pair<std::string_view, std::string_view>> table{
        {"", ""},
        {"key = 1", "key = 1"},
        {"password: \"abcdefghijklmnop\"", "pa********: \"abcd********\""},
        {"AKIAEXAMPLE0", "AKI********"},
        {"abcd********", "abcd********"},
        {"a b\nMIIEowIBAAKCAQEA\nxyz==", "a b\nMIIE********\nxyz=="},
        {"p\xC3\xA4sswort-geheim", "ps********"},
    };
    for (const auto& [text, expected] : table) EXPECT_EQ(masked(text), expected) << text;
}

} // namespace
} // namespace squire::formats
