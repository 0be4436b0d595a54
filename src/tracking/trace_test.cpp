// SPDX-License-Identifier: MIT
#include "tracking/trace.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "finding/fingerprint.h"

namespace squire::tracking {
namespace {

using finding::Finding;
using finding::ReportType;

TEST(Trace, ForgetsWhatEachBuildChangesOfAnImage) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"app", "app"},
        {"registry.example:5000/app", "registry.example:5000/app"},
        {"registry.example:5000/app:latest", "registry.example:5000/app"},
        {"app:8f3c2ab", "app"},                 // DefectDojo 12907: a tag for each commit opened everything again
        {"app:20260101", "app"},
        {"app:1.2.3", "app:1.2.3"},
        {"app:v1.2", "app:v1.2"},
        {"alpine:3.20-slim", "alpine:3.20-slim"},
        {"app:1..2", "app"},
        {"app@sha256:0011", "app"},
        {"app:1.2@sha256:0011", "app:1.2"},
        {"", ""},
    };
    for (const auto& [image, name] : cases) EXPECT_EQ(lasting_image_name(image), name) << image;
}

TEST(Trace, TakesWeaknessesAndTheirClassesApart) {
    Finding finding{.type = ReportType::sast,
                    .identifiers = {{.type = "Semgrep_ID", .name = "", .value = "Rule.A", .url = ""},
                                    {.type = "cwe", .name = "CWE-89", .value = "89", .url = ""},
                                    {.type = "CWE", .name = "", .value = "CWE-89", .url = ""},
                                    {.type = "owasp", .name = "", .value = "A1:2021", .url = ""}},
                    .location = finding::CodeLocation{.file = "a.c", .range = {.start_line = 3, .end_line = 2}, .scope = "f"},
                    .evidence = "\tquery( x )  ;\r\n",
                    .signatures = {{.algorithm = "location", .value = "3"}, {.algorithm = "scope_offset", .value = "f:1"}},
                    .fingerprint = "00"};
    const Trace trace = trace_of(finding, "w", "t");
    EXPECT_EQ(trace.rule, "semgrep_id:rule.a");
    EXPECT_EQ(trace.names, std::vector<std::string>{"semgrep_id:rule.a"});
    EXPECT_EQ(trace.classes, (std::vector<std::string>{"cwe:89", "owasp:a1:2021"}));
    EXPECT_EQ(trace.signatures, std::vector<std::string>{"scope_offset:f:1"});
    EXPECT_EQ(trace.content, "query( x ) ;");
    EXPECT_EQ(trace.line, 3U);
    EXPECT_EQ(trace.end_line, 3U) << "a range that ends before it begins";
    EXPECT_FALSE(trace.by_value);
}

TEST(Trace, KnowsAFingerprintThatHoldsTheSecret) {
    Finding finding{.type = ReportType::secret_detection, .location = finding::SecretLocation{.file = "a.env"}, .fingerprint = "00"};
    EXPECT_FALSE(trace_of(finding, "w", "t").by_value);
    finding.signatures = {{.algorithm = "hash", .value = "00"}};
    EXPECT_TRUE(trace_of(finding, "w", "t").by_value);
    EXPECT_EQ(trace_of(finding, "w", "t").rule, "") << "no identifiers: nothing to stand on, and no crash";
}

TEST(Trace, TakesAHashForATextThatMayNotBeKept) {
    const Finding finding{.location = finding::CodeLocation{.file = "a.c", .range = {}, .scope = ""},
                          .signatures = {{.algorithm = std::string(kTextSignature), .value = "abcdef"}}};
    EXPECT_EQ(trace_of(finding, "w", "t").content, "abcdef");
    EXPECT_TRUE(trace_of(finding, "w", "t").signatures.empty());
}

TEST(Trace, HasNoFingerprintThatOnlySaysTheLine) {
    Finding finding{.identifiers = {{.type = "t", .name = "", .value = "rule", .url = ""}},
                    .location = finding::CodeLocation{.file = "a.c", .range = {.start_line = 3}, .scope = ""}};
    finding.fingerprint = finding::code_fingerprint("rule", "a.c:3");
    EXPECT_EQ(trace_of(finding, "w", "t").fingerprint, "");
    finding.fingerprint = finding::code_fingerprint("rule", "a.c|f[0]:3");
    EXPECT_NE(trace_of(finding, "w", "t").fingerprint, "");
}

TEST(Trace, NamesWhatHasNoPlaceInAText) {
    Finding finding{.type = ReportType::dast};
    finding.location = finding::WebLocation{.hostname = "https://review-17.example", .path = "/login", .method = "GET", .param = "user"};
    const std::string subject = trace_of(finding, "w", "t").subject;
    finding.location = finding::WebLocation{.hostname = "https://review-18.example", .path = "/login", .method = "GET", .param = "user"};
    EXPECT_EQ(trace_of(finding, "w", "t").subject, subject) << "each merge request has a host of its own";
    EXPECT_EQ(subject, "GET /login user");
    finding.location = finding::DependencyLocation{.file = "go.sum", .package = "p", .version = "1.2", .direct = {}};
    EXPECT_EQ(trace_of(finding, "w", "t").subject, "p");
    EXPECT_EQ(trace_of(finding, "w", "t").version, "1.2");
    EXPECT_EQ(trace_of(finding, "w", "t").file, "go.sum");
}

TEST(Trace, IsBounded) {
    const Finding finding{.evidence = std::string(5'000'000, 'x')};
    EXPECT_LE(trace_of(finding, "w", "t").content.size(), 400U);
}

} // namespace
} // namespace squire::tracking
