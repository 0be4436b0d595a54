// SPDX-License-Identifier: MIT
#include "advisories/version.h"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "advisories/version_pep440.h"
#include "base/file.h"
#include "base/text.h"

namespace squire::advisories {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kOrders = 13;

char sign_of(std::weak_ordering order) { return order < 0 ? '<' : (order > 0 ? '>' : '='); }

char mirrored(char sign) { return sign == '<' ? '>' : (sign == '>' ? '<' : '='); }

// testdata/versions/<order>.txt: lines "left sign right" and comments.
class VersionTable : public ::testing::TestWithParam<std::size_t> {};

TEST_P(VersionTable, IsInOrder) {
    const auto order = static_cast<VersionOrder>(GetParam());
    const fs::path file = fs::path(SQUIRE_TESTDATA) / "versions" / (std::string(to_string(order)) + ".txt");
    const auto text = read_file(file);
    ASSERT_TRUE(text.has_value()) << file;
    std::size_t lines = 0;
    for (const std::string_view line : split(*text, '\n')) {
        if (line.empty() || line.starts_with('#')) continue;
        const auto words = split(line, ' ');
        ASSERT_EQ(words.size(), 3U) << line;
        EXPECT_EQ(sign_of(compare_versions(order, words[0], words[2])), words[1][0]) << line;
        EXPECT_EQ(sign_of(compare_versions(order, words[2], words[0])), mirrored(words[1][0])) << line << ", turned round";
        EXPECT_EQ(sign_of(compare_versions(order, words[0], words[0])), '=') << line;
        ++lines;
    }
    EXPECT_GE(lines, 4U);
}

INSTANTIATE_TEST_SUITE_P(Orders, VersionTable, ::testing::Range<std::size_t>(0, kOrders),
                         [](const auto& test) { return std::string(to_string(static_cast<VersionOrder>(test.param))); });

TEST(VersionOrder, WordsAndValuesAgree) {
    for (std::size_t i = 0; i < kOrders; ++i) {
        const auto order = static_cast<VersionOrder>(i);
        EXPECT_EQ(parse_version_order(to_string(order)), order);
    }
    EXPECT_FALSE(parse_version_order("calver"));
}

TEST(VersionOrder, TakesAnyBytes) {
    const std::string endless(100'000, '9');
    const std::array<std::string_view, 12> texts{"", ".", "-", "..", "-.-", "\xff\xfe", "v", ":", "~", "^", "1!", endless};
    for (std::size_t i = 0; i < kOrders; ++i) {
        const auto order = static_cast<VersionOrder>(i);
        for (const std::string_view left : texts) {
            for (const std::string_view right : texts) {
                EXPECT_EQ(sign_of(compare_versions(order, left, right)), mirrored(sign_of(compare_versions(order, right, left))))
                    << to_string(order) << ": '" << left.substr(0, 9) << "' and '" << right.substr(0, 9) << "'";
            }
        }
    }
}

TEST(CanonicalPep440, IsTheSameForEqualVersions) {
    for (const auto& [version, canonical] : std::vector<std::pair<std::string, std::string>>{{"1.0-RC.1", "1rc1"},
                                                                                             {"v1.0.0", "1"},
                                                                                             {"1.2.post01", "1.2.post1"},
                                                                                             {"0!1.0.dev", "1.dev0"},
                                                                                             {"2!1.0b2+Local_1", "2!1b2+local.1"},
                                                                                             {" 1.0 ", "1"},
                                                                                             {"0.0", "0"},
                                                                                             {"Custom", "custom"}}) {
        EXPECT_EQ(canonical_pep440(version), canonical) << version;
    }
}

} // namespace
} // namespace squire::advisories
