// SPDX-License-Identifier: MIT
#include "program/rubric.h"

#include <gtest/gtest.h>

#include "program/evidence.h"
#include "program/matching.h"
#include "program/story_test.h"

namespace squire::program {
namespace {

TEST(Rubric, IsAnchoredAndItsWeightsComeToOne) {
    double sum = 0;
    for (const Criterion& criterion : rubric()) {
        sum += criterion.weight;
        EXPECT_EQ(criterion.anchors.size(), 3U) << criterion.id;
        EXPECT_FALSE(criterion.asks.empty()) << criterion.id;
    }
    EXPECT_DOUBLE_EQ(sum, 1.0);
    EXPECT_DOUBLE_EQ(weighted(rubric(), {{"interest", 10}, {"skills", 10}, {"time", 10}, {"doing", 10}, {"sharing", 10}}), 10.0);
    EXPECT_DOUBLE_EQ(weighted(rubric(), {{"interest", 4}, {"skills", 0}, {"time", 0}, {"doing", 0}, {"sharing", 10}}), 2.5);
    EXPECT_FALSE(check_scores(rubric(), {{"interest", 10}}).has_value());
    EXPECT_FALSE(check_scores(rubric(), {{"interest", 1}, {"skills", 1}, {"time", 1}, {"doing", 1}, {"sharing", 1}, {"looks", 9}}).has_value());
}

TEST(Agreement, IsKrippendorffsAlpha) {
    // Interval data by hand: two things, two raters. Within: (1-2)² twice, (4-4)² = 0; D_o = 2/4. All pairs of 1,2,4,4: Σ = 2(4·37-121) = 54; D_e = 54/12.
    EXPECT_NEAR(*agreement({{"a", "x", 1}, {"a", "y", 2}, {"b", "x", 4}, {"b", "y", 4}}), 1 - 0.5 / 4.5, 1e-12);
    // The example of Krippendorff's 2011 paper with gaps, four observers and twelve units: alpha for interval data is 0.849.
    const char* const observers[] = {"123321412***", "1233224125*3", "*3332342251*", "12332441251*"};
    std::vector<Rating> ratings;
    for (int observer = 0; observer < 4; ++observer) {
        for (int unit = 0; unit < 12; ++unit) {
            const char value = observers[observer][unit];
            if (value >= '0' && value <= '9')
                ratings.push_back({"u" + std::to_string(unit), "o" + std::to_string(observer), static_cast<double>(value - '0')});
        }
    }
    EXPECT_NEAR(*agreement(ratings), 0.849, 0.001);
    EXPECT_DOUBLE_EQ(*agreement({{"a", "x", 1}, {"a", "y", 1}, {"b", "x", 9}, {"b", "y", 9}}), 1.0);
    EXPECT_LT(*agreement({{"a", "x", 1}, {"a", "y", 9}, {"b", "x", 9}, {"b", "y", 1}}), 0.0);
    EXPECT_FALSE(agreement({}).has_value());
    EXPECT_FALSE(agreement({{"a", "x", 1}, {"b", "y", 1}}).has_value()); // nothing is rated twice
    EXPECT_FALSE(agreement({{"a", "x", 5}, {"a", "y", 5}, {"b", "x", 5}, {"b", "y", 5}}).has_value()); // nothing differs
}

TEST(Matching, SaysWhy) {
    Story story;
    story.deed("grace", Kind::person, "kim", "add", {{"name", "Kim"}, {"roles", "mentor"}, {"zone", "Asia/Tokyo"}});
    story.deed("kim", Kind::person, "kim", "agree", {{"manager", "Max"}, {"manager_agreed", "2026-01-01"}});
    story.deed("kim", Kind::slot, "tokyo", "offer",
               {{"period", "May 2026"}, {"mentors", "kim"}, {"focus", "dast"}, {"capacity", 1}, {"track", "security-scanning"}});
    story.deed("kim", Kind::slot, "tokyo", "open");
    const OffsetOf offsets = [](const std::string& zone, Time) -> std::optional<std::chrono::seconds> {
        if (zone == "Europe/Berlin") return std::chrono::hours(1);
        if (zone == "Asia/Tokyo") return std::chrono::hours(9);
        return std::nullopt;
    };
    const auto matches = match(story.program, *story.program.find(Kind::person, "bob"), {"sast", "dast"}, story.now, offsets);
    ASSERT_EQ(matches.size(), 2U);
    EXPECT_EQ(matches[0].slot, "spring");
    EXPECT_EQ(matches[0].reasons,
              (std::vector<std::string>{"coaches sast", "8 working hours shared with ada", "8 working hours shared with lin", "1 place left"}));
    EXPECT_EQ(matches[0].warnings, std::vector<std::string>{"nobody there coaches dast"});
    EXPECT_EQ(matches[1].warnings,
              (std::vector<std::string>{"nobody there coaches sast", "0 working hours shared: meetings will be early or late"}));
    EXPECT_DOUBLE_EQ(shared_hours(std::chrono::hours(13), std::chrono::hours(-11)), 8);
    EXPECT_DOUBLE_EQ(shared_hours(std::chrono::minutes(330), std::chrono::hours(1)), 3.5);
    const auto gaps = uncovered_focus(story.program);
    EXPECT_NE(std::ranges::find(gaps, "dast"), gaps.end());
    EXPECT_EQ(std::ranges::find(gaps, "sast"), gaps.end());
    story.accept();
    EXPECT_EQ(match(story.program, *story.program.find(Kind::person, "eve"), {"sast"}, story.now, offsets).back().warnings.back(), "full");
}

TEST(Evidence, QueriesAreBoundedAndExact) {
    for (const char* good : {"a.b", "contribution.merge|contribution.hand_over purpose=fix", "scan.*", "  a.b   c=d "})
        EXPECT_TRUE(parse_query(good).has_value()) << good;
    for (const char* bad : {"", " ", "merge", "a.", ".b", "a.b c", "a.b c=", "a.b =d", "a.b|", "a.*.c", "a b.c"})
        EXPECT_FALSE(parse_query(bad).has_value()) << bad;
    EXPECT_FALSE(parse_query("a.b " + std::string(2000, 'x') + "=1").has_value());
    const auto query = parse_query("fix.* severity=high");
    EXPECT_TRUE(query->matches({.verb = "fix.proposed", .evidence = {{"severity", "high"}}}));
    EXPECT_FALSE(query->matches({.verb = "fixes.proposed", .evidence = {{"severity", "high"}}}));
    EXPECT_FALSE(query->matches({.verb = "fix.proposed", .evidence = {{"severity", "low"}}}));
    EXPECT_TRUE(parse_query("a.b n=3")->matches({.verb = "a.b", .evidence = {{"n", 3}}}));
}

} // namespace
} // namespace squire::program
