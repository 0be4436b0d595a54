// SPDX-License-Identifier: MIT
#include "cli/finding_place.h"

#include <gtest/gtest.h>

namespace squire::cli {
namespace {

TEST(FindingPlace, IsReadAsTyped) {
    struct Case {
        const char* text;
        const char* rule;
        const char* file;
        std::uint32_t line;
        const char* package;
        const char* version;
    };
    for (const Case& each :
         {Case{"a/b.py:12", "", "a/b.py", 12, "", ""}, Case{"no-eval@a/b.py:12", "no-eval", "a/b.py", 12, "", ""},
          Case{"lodash@4.17.15", "", "", 0, "lodash", "4.17.15"}, Case{"@babel/core@7.0.0", "", "", 0, "@babel/core", "7.0.0"},
          Case{"CVE-2021-1@org.x:lib@1.0", "CVE-2021-1", "", 0, "org.x:lib", "1.0"},
          Case{"CVE-2021-1@@babel/core@7.0.0", "CVE-2021-1", "", 0, "@babel/core", "7.0.0"}}) {
        const auto place = parse_finding_place(each.text);
        ASSERT_TRUE(place) << each.text;
        EXPECT_EQ(place->rule, each.rule) << each.text;
        EXPECT_EQ(place->file, each.file) << each.text;
        EXPECT_EQ(place->line, each.line) << each.text;
        EXPECT_EQ(place->package, each.package) << each.text;
        EXPECT_EQ(place->version, each.version) << each.text;
    }
    for (const char* bad : {"", "a.py", ":3", "a.py:0", "a.py:x", "@", "a@", "@a"}) EXPECT_FALSE(parse_finding_place(bad)) << bad;
}

TEST(FindingPlace, TellsFindingsApart) {
    finding::Finding code{.identifiers = {{"rule_id", "pack.no-eval", "pack.no-eval", ""}}};
    code.location = finding::CodeLocation{.file = "a.py", .range = {.start_line = 3, .end_line = 5}, .scope = {}};
    EXPECT_TRUE(parse_finding_place("a.py:4")->is_of(code));
    EXPECT_TRUE(parse_finding_place("no-eval@a.py:5")->is_of(code));
    EXPECT_FALSE(parse_finding_place("no-exec@a.py:5")->is_of(code));
    EXPECT_FALSE(parse_finding_place("a.py:6")->is_of(code));
    EXPECT_FALSE(parse_finding_place("a@4")->is_of(code));
    finding::Finding secret{.identifiers = {{"rule_id", "token", "token", ""}}};
    secret.location =
        finding::SecretLocation{.file = "a.yml", .range = {.start_line = 2, .end_line = 2}, .commit = {}, .blob = {}, .still_at_head = {}};
    EXPECT_TRUE(parse_finding_place("token@a.yml:2")->is_of(secret));
    EXPECT_FALSE(parse_finding_place("a.yml:1")->is_of(secret));
    finding::Finding weak{.identifiers = {{"cve", "CVE-2020-8203", "CVE-2020-8203", ""}, {"ghsa", "GHSA-x", "GHSA-x", ""}}};
    weak.location = finding::DependencyLocation{.file = "package-lock.json", .package = "lodash", .version = "4.17.15", .direct = {}};
    EXPECT_TRUE(parse_finding_place("lodash@4.17.15")->is_of(weak));
    EXPECT_TRUE(parse_finding_place("GHSA-x@lodash@4.17.15")->is_of(weak));
    EXPECT_FALSE(parse_finding_place("CVE-1@lodash@4.17.15")->is_of(weak));
    EXPECT_FALSE(parse_finding_place("package-lock.json:1")->is_of(weak));
}

} // namespace
} // namespace squire::cli
