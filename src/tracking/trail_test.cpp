// SPDX-License-Identifier: MIT
#include "tracking/trail.h"

#include <gtest/gtest.h>

#include "tracking/trace.h"

namespace squire::tracking {
namespace {

using finding::Finding;
using finding::ReportType;

Finding code(std::string file, std::string text) {
    return {.type = ReportType::sast,
            .identifiers = {{.type = "rule", .name = "R", .value = "R"}},
            .location = finding::CodeLocation{.file = std::move(file), .range = {.start_line = 3}, .scope = "f"},
            .evidence = std::move(text)};
}

Finding package(std::string name, std::string version) {
    return {.type = ReportType::dependency_scanning,
            .identifiers = {{.type = "cve", .name = "CVE-2021-1", .value = "CVE-2021-1"}},
            .location = finding::DependencyLocation{.file = "package-lock.json", .package = std::move(name), .version = std::move(version)}};
}

TEST(Trail, IsTheRuleWithWhatStaysOfThePlace) {
    Finding moved = code("a.c", "  x( y )\n");
    std::get<finding::CodeLocation>(moved.location).range.start_line = 90;
    std::get<finding::CodeLocation>(moved.location).scope = "g";
    EXPECT_EQ(trail_of(code("a.c", "x( y )")), trail_of(moved)) << "neither line nor function";
    EXPECT_NE(trail_of(code("a.c", "x(y)")), trail_of(code("b.c", "x(y)")));
    EXPECT_NE(trail_of(code("a.c", "x(y)")), trail_of(code("a.c", "x(z)")));
    Finding other = code("a.c", "x(y)");
    other.identifiers.front().value = "S";
    EXPECT_NE(trail_of(code("a.c", "x(y)")), trail_of(other));
    EXPECT_EQ(trail_of(package("npm lodash", "1.0")), trail_of(package("npm lodash", "2.0"))) << "a bumped version is the same package";
    EXPECT_NE(trail_of(package("npm lodash", "1.0")), trail_of(package("npm underscore", "1.0")));

    Finding signed_text = code("a.c", "");
    signed_text.signatures = {{.algorithm = std::string(kTextSignature), .value = "0123"}};
    EXPECT_FALSE(trail_of(signed_text).empty()) << "the hash of a text stands for it";
}

TEST(Trail, IsEmptyWhereItWouldSayTooLittle) {
    EXPECT_EQ(trail_of(code("a.c", "")), "") << "no text";
    EXPECT_EQ(trail_of(code("", "x(y)")), "") << "no file";
    EXPECT_EQ(trail_of(package("", "1.0")), "");
    EXPECT_EQ(trail_of({.type = ReportType::sast}), "") << "no rule";
    Finding secret = code("a.env", "KEY=[redacted]");
    secret.type = ReportType::secret_detection;
    secret.location = finding::SecretLocation{.file = "a.env", .range = {.start_line = 1}};
    EXPECT_EQ(trail_of(secret), "") << "redacted texts look alike";
}

} // namespace
} // namespace squire::tracking
