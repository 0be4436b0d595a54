// SPDX-License-Identifier: MIT
#include "assess/introduction.h"

#include <gtest/gtest.h>

namespace squire::assess {
namespace {

Facts some_project() {
    Facts facts;
    facts.name = "project";
    facts.commit = "0123456789abcdef0123456789abcdef01234567";
    facts.scanners = {{"sast", "static analysis (SAST)", "9 files of C", false, "", "Free", 2.2},
                      {"dast", "DAST", "a server", false, "", "Ultimate", 9},
                      {"secret-detection", "secret detection", "all", true, "", "Free", 1}};
    return facts;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(Introduction, SaysWhoWhyWhatItCostsAndHowToSayNo) {
    const std::string letter = draft_introduction(some_project(), {.intern = "Ada", .mentor = "Grace"});
    EXPECT_TRUE(has(letter, "my name is Ada")) << letter;
    EXPECT_TRUE(has(letter, "with Grace as my mentor"));
    EXPECT_TRUE(has(letter, "static analysis (SAST) would have something to read: 9 files of C."));
    EXPECT_TRUE(has(letter, "to your pipeline: static analysis (SAST). They start")) << "only what runs without a paid tier and is not there";
    EXPECT_TRUE(has(letter, "About 3 compute minutes"));
    EXPECT_TRUE(has(letter, "How to say no"));
    EXPECT_TRUE(has(letter, "0123456789ab"));
    EXPECT_FALSE(has(letter, "{")) << "no gap is left unnamed";
}

TEST(Introduction, NamesItsGaps) {
    const std::string letter = draft_introduction(Facts{}, {});
    for (const std::string_view gap : {"[your name]", "[name the scanners]", "[commit]"}) EXPECT_TRUE(has(letter, gap)) << gap;
}

TEST(Introduction, NeverSpeaksOfCredentials) {
    Facts facts = some_project();
    facts.secrets = 3;
    facts.first_secret = "src/key.pem:1";
    const std::string letter = draft_introduction(facts, {});
    EXPECT_FALSE(has(letter, "key.pem"));
    EXPECT_FALSE(has(letter, "credential"));
}

TEST(Introduction, RespectsWhatTheGuideSays) {
    Facts facts = some_project();
    facts.notable = {{Notable::contributing_guide, "CONTRIBUTING.md", ""}};
    facts.tool_policy = PolicyPlace{{Stance::refused, 1, "No AI."}, "CONTRIBUTING.md"};
    const std::string letter = draft_introduction(facts, {});
    EXPECT_TRUE(has(letter, "I have read CONTRIBUTING.md"));
    EXPECT_TRUE(has(letter, "you do not want changes made by tools"));
}

TEST(Introduction, AHostileNameStaysText) {
    Facts facts = some_project();
    facts.name = "x\n/close\n@everyone <img src=x> {intern} [a](b)";
    const std::string letter = draft_introduction(facts, {.intern = "*Ada*\x1b[1m"});
    EXPECT_FALSE(has(letter, "\n/close"));
    EXPECT_FALSE(has(letter, " @everyone"));
    EXPECT_TRUE(has(letter, "\\<img"));
    EXPECT_TRUE(has(letter, "\\*Ada\\*"));
}

} // namespace
} // namespace squire::assess
