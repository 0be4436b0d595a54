// SPDX-License-Identifier: MIT
#include "finding/weakness.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "embedded/cwe_families.h"

namespace squire::finding {
namespace {

TEST(Weakness, FamiliesAreTheSameBothWays) {
    struct Case {
        std::uint32_t left, right;
        bool same;
    };
    for (const Case& each : {Case{89, 89, true}, Case{89, 564, true}, Case{943, 564, true}, Case{78, 77, true}, Case{88, 78, true},
                             Case{79, 80, true}, Case{22, 73, true}, Case{36, 23, true}, Case{327, 328, true}, Case{326, 327, true},
                             Case{798, 259, true}, Case{321, 798, true}, Case{89, 79, false}, Case{22, 78, false}, Case{502, 611, false},
                             Case{99999, 89, false}, Case{99999, 99999, true}, Case{327, 22, false}}) {
        EXPECT_EQ(is_same_weakness(each.left, each.right), each.same) << each.left << ' ' << each.right;
        EXPECT_EQ(is_same_weakness(each.right, each.left), each.same) << each.left << ' ' << each.right;
    }
}

TEST(Weakness, ReadsEveryWordOfItsData) {
    std::size_t families = 0;
    for (const auto& [file, text] : embedded::cwe_families()) {
        for (const std::string_view line : split(text, '\n')) {
            if (line.empty() || line.front() == '#') continue;
            ++families;
            const auto words = split(line, ' ');
            EXPECT_GE(words.size(), 2U) << line;
            for (const std::string_view word : words) EXPECT_NE(parse_cwe(word), 0U) << line << ": " << word;
            EXPECT_TRUE(is_same_weakness(parse_cwe(words.front()), parse_cwe(words.back()))) << line;
        }
    }
    EXPECT_GT(families, 50U);
}

TEST(Weakness, ReadsNumbersAsToolsWriteThem) {
    for (const auto& [text, number] : std::initializer_list<std::pair<const char*, std::uint32_t>>{{"CWE-89", 89},
                                                                                                   {"cwe:89", 89},
                                                                                                   {"89", 89},
                                                                                                   {" CWE_89 ", 89},
                                                                                                   {"CWE-89: SQL Injection", 89},
                                                                                                   {"", 0},
                                                                                                   {"CWE-", 0},
                                                                                                   {"CWE-x", 0},
                                                                                                   {"89th", 0},
                                                                                                   {"-1", 0},
                                                                                                   {"99999999999999", 0}})
        EXPECT_EQ(parse_cwe(text), number) << text;
}

TEST(Weakness, OfAFinding) {
    Finding finding;
    finding.identifiers = {{"semgrep_id", "x", "89", ""}, {"CWE", "CWE-89", "CWE-89", ""}, {"cwe", "CWE-22", "22", ""}, {"cwe", "", "89", ""}};
    EXPECT_EQ(cwes_of(finding), (std::vector<std::uint32_t>{22, 89}));
}

} // namespace
} // namespace squire::finding
