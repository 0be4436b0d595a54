// SPDX-License-Identifier: MIT
#include "writeup/check.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "writeup/blocks.h"
#include "writeup/made_facts_test.h"
#include "writeup/prose.h"

namespace squire::writeup {
namespace {

std::vector<Complaint> numbers_in(const std::string& words) { return check_numbers(*read_source(words), made_facts()); }

// The facts have: 5 findings (1 critical, 2 high, 1 medium, 1 low), 4 still there, 1 gone, 1 false alarm; 4 scans, 1 silent; 3 scanners; 2 fixes; 2 merge
// requests, 1 merged; 4 weeks.
TEST(CheckNumbers, WhatTheLedgerHasIsRight) {
    for (const char* const words : {"We had 5 findings.",
                                    "Five findings, four of them still there.",
                                    "one critical finding",
                                    "two high findings",
                                    "We found two high-severity vulnerabilities",
                                    "1 false alarm",
                                    "one false positive",
                                    "Four scans ran.",
                                    "one silent scan",
                                    "three scanners",
                                    "2 fixes",
                                    "two proved fixes",
                                    "1 merged fix",
                                    "two merge requests",
                                    "1 merged merge request",
                                    "four weeks",
                                    "It took two weeks.",
                                    "after three weeks",
                                    "the first two findings",
                                    "the first of 5 findings",
                                    "2 goals",
                                    "one finding that I liked",
                                    "10 people saw it",
                                    "no findings of that kind were left",
                                    "in 2026 findings were rare",
                                    "version 1.5 findings",
                                    "12 % findings",
                                    "`12 findings`",
                                    "<!-- squire:allow \"12 findings\" -->\nOthers had 12 findings.",
                                    "week 12",
                                    "```\n12 findings\n```",
                                    "| 12 findings |",
                                    "I made 300 cups of tea; scans are slow.",
                                    "a dozen cups, and findings",
                                    "three of the findings",
                                    "1,000 lines of scans' logs",
                                    "12 new people, and the scans"})
        EXPECT_TRUE(numbers_in(words).empty()) << words << ": " << numbers_in(words).front().what;
}

TEST(CheckNumbers, WhatContradictsItIsNamed) {
    const struct {
        const char* words;
        const char* said;
        std::size_t line;
    } cases[] = {{"x\n\nWe had 12 findings.", "\"12 findings\"", 3},
                 {"twelve findings", "\"twelve findings\"", 1},
                 {"two critical findings", "\"two critical findings\"", 1},
                 {"one\ntwo\nthree critical\nfindings", "\"three critical findings\"", 3},
                 {"3 false alarms", "\"3 false alarms\"", 1},
                 {"twenty-one merge requests", "\"twenty-one merge requests\"", 1},
                 {"- we sent 3 merge requests", "\"3 merge requests\"", 1},
                 {"# 17 fixes", "\"17 fixes\"", 1},
                 {"**9** scanners", "\"9   scanners\"", 1},
                 {"two hundred and five vulnerabilities", "\"two hundred and five vulnerabilities\"", 1},
                 {"1,200 findings", "\"1,200 findings\"", 1},
                 {"a dozen scans", "\"dozen scans\"", 1},
                 {"six weeks", "\"six weeks\"", 1},
                 {"the first seven findings", "\"seven findings\"", 1},
                 {"99 secrets", "\"99 secrets\"", 1},
                 {"4 merged merge requests", "\"4 merged merge requests\"", 1},
                 {"three goals", "\"three goals\"", 1}};
    for (const auto& each : cases) {
        const auto complaints = numbers_in(each.words);
        ASSERT_EQ(complaints.size(), 1U) << each.words;
        EXPECT_NE(complaints[0].what.find(each.said), std::string::npos) << each.words << ": " << complaints[0].what;
        EXPECT_EQ(complaints[0].line, each.line) << each.words;
        EXPECT_NE(complaints[0].next.find("squire:allow"), std::string::npos);
    }
    EXPECT_NE(numbers_in("two critical findings")[0].what.find("findings.severity.critical is 1"), std::string::npos);
}

TEST(CheckReferences, LeadSomewhere) {
    const auto look = [](const std::string& words) {
        return check_references(*read_source(words), made_facts(), {.is_there = [](std::string_view path) { return path == "a b.png"; }});
    };
    for (const char* const right : {"## A b\n\n[x](#a-b)", "[x](https://example.org/a#b)", "![x](a%20b.png)", "![x](charts/over-time.svg)",
                                    "a[^1]\n\n[^1]: note", "[x](#main)", "<mail@example.org>", "`[x](#nowhere)` and `[^9]`"})
        EXPECT_TRUE(look(right).empty()) << right << look(right).front().what;
    for (const char* const wrong : {"x\n[x](#nowhere)", "x\n[x](missing.md)", "x\n![x](charts/none.svg)", "x\na[^1]", "x\n[x](javascript:alert)",
                                    "x\n[x](../secret)", "x\n<!-- squire:for scanners -->\n[x](#gone)\n<!-- squire:end for -->"}) {
        const auto complaints = look(wrong);
        ASSERT_EQ(complaints.size(), 1U) << wrong;
        EXPECT_EQ(complaints[0].rule, CheckRule::reference);
        EXPECT_GE(complaints[0].line, 2U) << wrong;
    }
}

TEST(CheckEmbargo, NothingMayBeMadeOut) {
    const Facts facts = made_facts();
    const auto look = [&](const std::string& words) { return check_embargo(*read_source(words), facts); };
    // c is under embargo (deploy/backup.sh, rule-c, CVE-2026-000c), e is none.
    for (const char* const told :
         {"It stands at deploy/backup.sh:1c.", "CVE-2026-000c", "ccccccc", "In `deploy/backup.sh`\nthere is a weakness c.",
          "see deploy/backup.sh, rule-c", "---\ntitle: CVE-2026-000c\n---\n", "| deploy/backup.sh:1c |", "It is at src/hidden.py:3.",
          "<!-- squire:begin found 1 -->\nCVE-2026-000c\n<!-- squire:end found -->"})
        EXPECT_EQ(look(told).size(), 1U) << told;
    for (const char* const kept : {"deploy/backup.sh is a script", "cccccc", "CWE-79", "tests/a_test.py:1e is a false alarm, rule-e",
                                   "CVE-2026-000cc", "<!-- squire:for maintainers -->\nCVE-2026-000c\n<!-- squire:end for -->"})
        EXPECT_TRUE(look(kept).empty()) << kept;
    EXPECT_NE(look("CVE-2026-000c")[0].next.find("squire report embargo cccccccccc --lift"), std::string::npos);
}

TEST(CheckParts, NamesWhatIsMissing) {
    const Facts facts = made_facts();
    const std::string fresh = new_source(facts);
    std::size_t unanswered = 0;
    for (const Complaint& each : check_parts(*read_source(fresh), facts)) {
        EXPECT_EQ(each.rule, CheckRule::part);
        EXPECT_FALSE(each.next.empty()) << each.what; // the part's question
        ++unanswered;
    }
    EXPECT_EQ(unanswered, static_cast<std::size_t>(std::ranges::count_if(all_parts(), [](const Part& part) { return part.words > 0; })));
    Facts later = facts;
    later.scans.pop_back();
    const auto old = check_parts(*read_source(fresh), later);
    EXPECT_TRUE(
        std::ranges::any_of(old, [](const Complaint& each) { return each.rule == CheckRule::block && each.next == "squire report refresh"; }));
    const auto none = check_parts(*read_source(""), facts);
    EXPECT_EQ(none.size(), all_parts().size() + 4); // and four lines of front matter
    std::string edited = fresh;
    edited.insert(edited.find("| What |"), "x");
    EXPECT_TRUE(std::ranges::any_of(check_parts(*read_source(edited), facts),
                                    [](const Complaint& each) { return each.what == "the block 'glance' was changed by hand"; }));
}

TEST(CheckReadability, LongOnesAreNamed) {
    std::string sentence = "We";
    for (int i = 0; i < 50; ++i) sentence += " ran";
    EXPECT_EQ(check_readability(*read_source("A b.\n\nx. " + sentence + ".\n")).size(), 1U);
    std::string paragraph;
    for (int i = 0; i < 60; ++i) paragraph += "We ran it. ";
    EXPECT_EQ(check_readability(*read_source(paragraph)).size(), 1U);
    EXPECT_TRUE(check_readability(*read_source("> " + sentence + "\n")).empty()); // somebody else's words
    std::string hard;
    for (int i = 0; i < 20; ++i)
        hard += "Institutionalised vulnerability remediation necessitates organisational accountability considerations throughout.\n\n";
    const auto complaints = check_readability(*read_source(hard));
    ASSERT_EQ(complaints.size(), 1U);
    EXPECT_NE(complaints[0].what.find("Flesch"), std::string::npos);
}

TEST(Check, ComesInOrderAndAsJson) {
    const Facts facts = made_facts();
    const auto complaints = check(*read_source("a\n12 findings\n"), facts, {.secrets = {{.line = 1, .name = "A key"}}});
    EXPECT_TRUE(std::ranges::is_sorted(complaints, {}, &Complaint::line));
    const auto json = nlohmann::json::parse(to_json(complaints));
    EXPECT_EQ(json["complaints"].size(), complaints.size());
    EXPECT_TRUE(std::ranges::any_of(json["complaints"], [](const auto& each) { return each["rule"] == "secret" && each["line"] == 1; }));
    EXPECT_TRUE(std::ranges::any_of(json["complaints"], [](const auto& each) { return each["rule"] == "number" && each["line"] == 2; }));
}

TEST(Prose, PlaceholdersKeepLengths) {
    for (const std::string text : {"a `b` c", "x [y](https://z) <!-- q --> w", "``a`b``", "`open", "[", "*é*"})
        EXPECT_EQ(plain_prose(text).size(), text.size()) << text;
    EXPECT_EQ(plain_prose("a `12` b"), "a      b");
}

} // namespace
} // namespace squire::writeup
