// SPDX-License-Identifier: MIT
#include "assess/assessment.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace squire::assess {
namespace {

const Time kNow = parse_time("2026-06-01T00:00:00Z").value();

Facts project(std::string name, std::uint64_t people) {
    Facts facts;
    facts.name = std::move(name);
    facts.path = "/projects/" + facts.name;
    source::Activity activity;
    activity.first = kNow - std::chrono::days(400);
    activity.last = kNow;
    activity.people = activity.people_last_year = people;
    facts.activity = activity;
    facts.scanners = {{"sast", "static analysis (SAST)", "9 files of C", false, ".gitlab-ci.yml", "Free", 2}};
    return facts;
}

Assessment two() { return assess({project("small", 1), project("large", 400)}, {}, default_weights(), kNow); }

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(Assessment, PutsTheBestFirst) {
    const Assessment assessment = two();
    EXPECT_EQ(assessment.projects.at(0).facts.name, "large");
    EXPECT_EQ(assessment.projects.at(1).rank.rank, 2U);
}

TEST(Assessment, AsTextShowsTheRankingAndOnRequestTheEvidence) {
    const std::string brief = to_text(two(), {});
    EXPECT_TRUE(has(brief, "rank "));
    EXPECT_FALSE(has(brief, "9 files of C"));
    const std::string whole = to_text(two(), {.explain = true});
    EXPECT_TRUE(has(whole, "9 files of C"));
    EXPECT_TRUE(has(whole, "unknown"));
    EXPECT_FALSE(has(whole, "\x1b"));
    EXPECT_TRUE(has(to_text(two(), {.colour = true, .explain = true}), "\x1b["));
}

TEST(Assessment, AsJsonHasEverySignal) {
    const auto json = nlohmann::json::parse(to_json(two()));
    ASSERT_EQ(json["projects"].size(), 2U);
    EXPECT_EQ(json["projects"][0]["name"], "large");
    EXPECT_EQ(json["projects"][0]["signals"].size(), signal_ids().size());
    EXPECT_TRUE(json["projects"][0]["scores"]["fit"]["value"].is_null());
    EXPECT_EQ(json["projects"][0]["scanners"][0]["present"], false);
}

TEST(Assessment, OfHostileNamesIsHarmlessInEveryForm) {
    Facts facts = project("<script>alert(1)</script>\x1b[2J\xff", 3);
    facts.scanners[0].evidence = "\"><img src=x onerror=alert(1)>";
    facts.address = "javascript:alert(1)";
    const Assessment assessment = assess({facts}, {}, default_weights(), kNow);
    const std::string html = to_html(assessment);
    EXPECT_FALSE(has(html, "<script"));
    EXPECT_FALSE(has(html, "<img"));
    EXPECT_FALSE(has(html, "href=\"javascript"));
    EXPECT_FALSE(has(to_text(assessment, {}), "\x1b"));
    EXPECT_FALSE(nlohmann::json::parse(to_json(assessment), nullptr, false).is_discarded());
}

TEST(Assessment, OfNothingIsEmpty) {
    const Assessment none = assess({}, {}, default_weights(), kNow);
    EXPECT_TRUE(nlohmann::json::parse(to_json(none))["projects"].empty());
    EXPECT_TRUE(has(to_html(none), "<h1>"));
}

} // namespace
} // namespace squire::assess
