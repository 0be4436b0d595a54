// SPDX-License-Identifier: MIT
#include "finding/finding.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "finding/fingerprint.h"

namespace squire::finding {
namespace {

TEST(Severity, RisesAsGitLabsDoes) {
    const std::vector<std::string> words = {"Unknown", "Info", "Low", "Medium", "High", "Critical"};
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto severity = parse_severity(words[i]);
        ASSERT_TRUE(severity);
        EXPECT_EQ(static_cast<std::size_t>(*severity), i);
        EXPECT_EQ(to_string(*severity), words[i]);
    }
    EXPECT_EQ(parse_severity("cRITICAL"), Severity::critical);
    EXPECT_EQ(parse_severity("worst"), std::nullopt);
    EXPECT_EQ(parse_severity(""), std::nullopt);
    EXPECT_LT(Severity::medium, Severity::high);
}

TEST(Confidence, HasWords) {
    for (const auto confidence : {Confidence::unknown, Confidence::low, Confidence::medium, Confidence::high, Confidence::confirmed}) {
        EXPECT_EQ(parse_confidence(to_string(confidence)), confidence);
    }
    EXPECT_EQ(parse_confidence("sure"), std::nullopt);
}

TEST(ReportType, HasWords) {
    for (int i = 0; i < 8; ++i) EXPECT_EQ(parse_report_type(to_string(static_cast<ReportType>(i))), static_cast<ReportType>(i));
    EXPECT_EQ(to_string(ReportType::secret_detection), "secret_detection");
}

std::vector<Finding> some_findings() {
    std::vector<Finding> findings;
    for (const char* const file : {"a", "a/b", "b"}) {
        for (const std::uint32_t line : {0U, 1U, 10U}) {
            for (const std::uint32_t column : {1U, 2U}) {
                for (const char* const rule : {"one", "two"}) {
                    for (const char* const fingerprint : {"0f", "f0"}) {
                        Finding finding{.identifiers = {{.type = "t", .name = "n", .value = rule, .url = ""}}, .fingerprint = fingerprint};
                        const Range range{.start_line = line, .end_line = line, .start_column = column, .end_column = column};
                        if (column == 1) {
                            finding.location = SecretLocation{.file = file, .range = range};
                        } else {
                            finding.location = CodeLocation{.file = file, .range = range, .scope = ""};
                        }
                        findings.push_back(std::move(finding));
                    }
                }
            }
        }
    }
    findings.push_back({.identifiers = {{.type = "t", .name = "n", .value = "one", .url = ""}}, .location = CrashLocation{}});
    return findings;
}

TEST(Finding, HasATotalOrder) {
    const std::vector<Finding> findings = some_findings();
    for (std::size_t i = 0; i < findings.size(); ++i) {
        EXPECT_FALSE(comes_before(findings[i], findings[i]));
        for (std::size_t j = 0; j < findings.size(); ++j) {
            EXPECT_TRUE(i == j || comes_before(findings[i], findings[j]) != comes_before(findings[j], findings[i])) << i << ' ' << j;
            for (std::size_t k = 0; comes_before(findings[i], findings[j]) && k < findings.size(); ++k) {
                EXPECT_TRUE(!comes_before(findings[j], findings[k]) || comes_before(findings[i], findings[k]));
            }
        }
    }
}

TEST(Finding, SaysItsPlace) {
    Finding finding;
    finding.location = CodeLocation{.file = "a/b.c", .range = {.start_line = 7}, .scope = ""};
    EXPECT_EQ(place_of(finding), "a/b.c:7");
    finding.location = SecretLocation{.file = "a.zip!x"};
    EXPECT_EQ(place_of(finding), "a.zip!x");
    finding.location = DependencyLocation{.file = "go.sum", .package = "p", .version = "1", .direct = true};
    EXPECT_EQ(place_of(finding), "go.sum: p 1");
    EXPECT_EQ(file_of(finding), "go.sum");
    finding.location = WebLocation{.hostname = "https://x", .path = "/y", .method = "GET", .param = ""};
    EXPECT_EQ(place_of(finding), "GET https://x/y");
    EXPECT_EQ(file_of(finding), "");
}

// Baselines hold these values: they never change.
TEST(Fingerprint, StaysWhatItWas) {
    const FingerprintKey key{"squire secret fingerprint 1"};
    EXPECT_EQ(secret_fingerprint(key, "secret", "dir/file"), "e5462d47a7696914360864e01037483e");
    EXPECT_EQ(code_fingerprint("rule", "file|A[0]:2"), "5b0915fe6f1a19937db0a9fdfe945e90");
    EXPECT_NE(secret_fingerprint(key, "secret", "dir/file"), secret_fingerprint({"another key"}, "secret", "dir/file"));
    EXPECT_NE(secret_fingerprint(key, "ab", "c"), secret_fingerprint(key, "a", "bc"));
}

} // namespace
} // namespace squire::finding
