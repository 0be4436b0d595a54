// SPDX-License-Identifier: MIT
#include "assess/signals.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace squire::assess {
namespace {

using namespace std::chrono_literals;

const Time kNow = parse_time("2026-06-01T00:00:00Z").value();

Signal of(std::string_view id, const Facts& facts, const Wishes& wishes = {}) {
    const auto signals = read_signals(facts, wishes, kNow);
    const auto found = std::ranges::find(signals, id, &Signal::id);
    EXPECT_NE(found, signals.end()) << id;
    return found == signals.end() ? Signal{} : *found;
}

Facts with_activity(const std::function<void(source::Activity&)>& change = {}) {
    Facts facts;
    source::Activity activity;
    activity.head = "0123456789abcdef0123456789abcdef01234567";
    activity.first = kNow - std::chrono::days(3652);
    activity.last = kNow;
    activity.commits = 10;
    if (change) change(activity);
    facts.activity = activity;
    return facts;
}

TEST(Signals, AreAllUnknownOrAbsentForNothingAtAll) {
    Facts facts;
    facts.no_activity = "not a repository";
    for (const Signal& signal : read_signals(facts, {}, kNow)) {
        EXPECT_FALSE(signal.evidence.empty()) << signal.id;
        if (signal.value) {
            EXPECT_TRUE(signal.evidence.starts_with("no ")) << signal.id << ": " << signal.evidence;
        }
    }
}

TEST(Signals, StayBetweenZeroAndOneForWhateverIsCounted) {
    for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1} << 62U}) {
        Facts facts = with_activity([&](source::Activity& activity) {
            activity.people = activity.people_last_year = activity.newcomers_last_year = activity.maintainers_last_half_year = number;
            activity.commits_last_year = activity.releases = activity.releases_last_year = activity.outside_changes_last_year = number;
            activity.outside_wait = std::chrono::seconds(static_cast<std::int64_t>(number));
            activity.last = number == 0 ? kNow : Time(0s);
            activity.domains = {{"a.example", number}};
        });
        facts.secrets = number;
        facts.lockfiles = {{"a.lock", number == 0 ? kNow : Time(0s)}};
        facts.scanners = {{"sast", "static analysis (SAST)", "files", false, "x", "Free", static_cast<double>(number)}};
        for (const Signal& signal : read_signals(facts, {{"C"}, {"SAST"}, {"SAST"}}, kNow)) {
            if (!signal.value) continue;
            EXPECT_GE(*signal.value, 0) << signal.id;
            EXPECT_LE(*signal.value, 1) << signal.id;
        }
    }
}

TEST(Signals, AMissingScannerIsANeedOnlyWhereItHasWork) {
    const struct {
        ScannerNeed need;
        std::optional<double> value;
    } rows[] = {
        {{"sast", "static analysis (SAST)", "9 files of C", false, ".gitlab-ci.yml", "Free", 2}, 1.0},
        {{"sast", "static analysis (SAST)", "9 files of C", true, "template Jobs/SAST.gitlab-ci.yml", "Free", 2}, 0.0},
        {{"sast", "static analysis (SAST)", "9 files of C", std::nullopt, "an include cannot be read", "Free", 2}, std::nullopt},
        {{"sast", "static analysis (SAST)", "", false, "", "Free", 2}, std::nullopt},
    };
    for (const auto& row : rows) {
        Facts facts;
        facts.scanners = {row.need};
        EXPECT_EQ(of("sast-missing", facts).value, row.value) << row.need.evidence;
    }
}

TEST(Signals, AShallowCloneLeavesCountsUnknown) {
    Facts facts = with_activity([](source::Activity& activity) { activity.shallow = true; });
    for (const std::string_view id : {"people", "age", "outside-changes", "newcomers", "maintainers-active"})
        EXPECT_FALSE(of(id, facts).value) << id;
    EXPECT_TRUE(of("last-commit", facts).value) << "the newest commit is there";
}

TEST(Signals, MailProvidersAreNoOrganisations) {
    const Facts facts = with_activity([](source::Activity& activity) {
        activity.domains = {{"gmail.com", 50}, {"users.noreply.github.com", 9}, {"mail.web.de", 2}, {"corp.example", 2}, {"own.example", 1},
                            {"myweb.de", 3}};
    });
    EXPECT_EQ(of("organisations", facts).evidence, "2 domains with several people");
}

TEST(Signals, QuickAnswersAreBetterThanSlowOnes) {
    double before = 2;
    for (const auto wait :
         {std::chrono::seconds(1h), std::chrono::seconds(24h * 10), std::chrono::seconds(24h * 90), std::chrono::seconds(24h * 400)}) {
        const Facts facts = with_activity([&](source::Activity& activity) { activity.outside_wait = wait; });
        const double value = of("outside-wait", facts).value.value();
        EXPECT_LT(value, before);
        before = value;
    }
    EXPECT_EQ(before, 0);
}

TEST(Signals, TheForgeTellsWhereItWasAsked) {
    Facts facts;
    for (const std::string_view id : {"stars", "forks", "merge-requests", "merge-request-wait", "not-archived"})
        EXPECT_FALSE(of(id, facts).value) << id;
    facts.forge = ForgeFacts{.stars = 5000, .forks = 0, .archived = true, .merged = 3, .closed = 1, .median_wait = 24h};
    EXPECT_EQ(of("stars", facts).value, 1.0);
    EXPECT_EQ(of("forks", facts).value, 0.0);
    EXPECT_EQ(of("merge-requests", facts).value, 0.75);
    EXPECT_EQ(of("merge-request-wait", facts).value, 1.0);
    EXPECT_EQ(of("not-archived", facts).value, 0.0);
    facts.forge = ForgeFacts{};
    EXPECT_FALSE(of("merge-requests", facts).value) << "no merge request says nothing";
}

TEST(Signals, RulesForToolsAreQuotedWithTheirPlace) {
    Facts facts;
    facts.tool_policy = PolicyPlace{{Stance::refused, 12, "No AI."}, "CONTRIBUTING.md"};
    const Signal signal = of("rules-for-tools", facts);
    EXPECT_EQ(signal.value, 0.0);
    EXPECT_EQ(signal.evidence, "“No AI.”");
    EXPECT_EQ(signal.place, "CONTRIBUTING.md:12");
    EXPECT_FALSE(of("rules-for-tools", Facts{}).value);
}

TEST(Signals, SkillsAreTheShareOfTheSource) {
    Facts facts;
    facts.inventory.bytes_by_language = {{"C", 300}, {"Python", 700}};
    EXPECT_EQ(of("skills", facts, {.skills = {"python"}}).value, 1.0);
    EXPECT_DOUBLE_EQ(of("skills", facts, {.skills = {"c"}}).value.value(), 0.6);
    EXPECT_EQ(of("skills", facts, {.skills = {"Go"}}).value, 0.0);
    EXPECT_FALSE(of("skills", facts).value);
}

TEST(Signals, AnInterestIsMetWhereTheScannerIsStillToAdd) {
    Facts facts;
    facts.scanners = {{"sast", "static analysis (SAST)", "9 files", true, "there", "Free", 1},
                      {"secret-detection", "secret detection", "all files", false, "", "Free", 1}};
    EXPECT_EQ(of("interests", facts, {.interests = {"secret-detection"}}).value, 1.0);
    EXPECT_EQ(of("interests", facts, {.interests = {"sast"}}).value, 0.0);
    EXPECT_EQ(of("interests", facts, {.interests = {"sast", "secret"}}).value, 0.5);
}

} // namespace
} // namespace squire::assess
