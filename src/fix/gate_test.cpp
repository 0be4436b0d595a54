// SPDX-License-Identifier: MIT
#include "fix/gate.h"

#include <algorithm>
#include <functional>
#include <set>

#include <gtest/gtest.h>

#include "fix/offers_test.h"

namespace squire::fix {
namespace {

/// Everything as it should be: an upgrade for a project that has consented and got nothing before.
GateFacts good_facts() {
    const Proved proved = upgrade();
    const auto offer = make_offer(std::vector{proved}, std::vector{upgrade_finding()}, plain_customs(), kNow);
    EXPECT_TRUE(offer);
    const FileChange& change = proved.proposal.changes.front();
    return {.kind = offer->kind,
            .title = offer->title,
            .description = offer->description,
            .findings = offer->findings,
            .verdict = offer->verdict,
            .proof_is_of_branch = true,
            .change = {.id = std::string(40, '1'),
                       .base = "main",
                       .related = true,
                       .base_time = kNow - std::chrono::days(3),
                       .commits = {{.message = offer->commit_message, .author = "Ada Example <ada@example.org>"}},
                       .files = {{.path = change.path, .before = change.before, .after = change.after}}},
            .consented = kNow - std::chrono::days(10),
            .default_branch = "main",
            .people = {"mary"},
            .now = kNow};
}

EarlierRequest open_request() { return {.address = "https://forge.example/1", .open = true, .since = kNow - std::chrono::days(5)}; }
EarlierRequest closed_request() {
    return {.address = "https://forge.example/2",
            .answered = true,
            .closed = true,
            .since = kNow - std::chrono::days(5),
            .kind = ChangeClass::source};
}

std::set<Rule> rules_of(const GateFacts& facts) {
    std::set<Rule> rules;
    for (const Refusal& refusal : refusals(facts)) {
        rules.insert(refusal.rule);
        EXPECT_NE(refusal.what, "");
        EXPECT_NE(refusal.next, "") << refusal.what;
    }
    return rules;
}

std::string names_of(const std::set<Rule>& rules) {
    std::string names;
    for (const Rule rule : rules) names += std::string(to_string(rule)) + " ";
    return names;
}

TEST(Gate, LetsPassWhatMaintainersWant) {
    EXPECT_EQ(names_of(rules_of(good_facts())), "");
    GateFacts facts = good_facts();
    facts.description = "thanks to @mary and `@nobody`, a@b.example\n" + facts.description;
    facts.earlier = {{.address = "x", .open = true, .answered = true}, {.address = "y", .answered = true}};
    EXPECT_EQ(names_of(rules_of(facts)), "");
}

/// A complaint that maintainers made, as a request that would have earned it.
struct Complaint {
    std::string_view thread;
    std::function<void(GateFacts&)> make;
    std::set<Rule> refused;
};

TEST(Gate, RefusesWhatMaintainersComplainedOf) {
    const std::vector<Complaint> complaints{
        {"ossf/scorecard#2022: more requests while the first was not looked at",
         [](GateFacts& f) { f.earlier = {open_request()}; },
         {Rule::one_at_a_time}},
        {"ossf/scorecard#2022: does not say that it is automated, nor how to opt out",
         [](GateFacts& f) { f.description = "Updates `package-lock.json`. A path is not shown."; },
         {Rule::disclosure}},
        {"openstates/openstates-scrapers PR 5384: alarm, and many people called",
         [](GateFacts& f) {
             f.title = "CRITICAL vulnerability";
             f.description += "\ncc @alice @bob @carol\n";
         },
         {Rule::alarm, Rule::mention}},
        {"korpling/ANNIS PR 505: found by a matching string, several at once, nobody asked",
         [](GateFacts& f) {
             f.text_match = true;
             f.earlier = {open_request(), open_request()};
             f.no_consent = Error{ErrorKind::usage, "p1 has not consented: it is proposed", "", "squire program project consent p1"};
         },
         {Rule::consent, Rule::one_at_a_time, Rule::text_match}},
        {"prometheus/docs PR 2111: does not explain what it means here",
         [](GateFacts& f) { f.description = "A scanner found this. Squire made it. Close this to say no."; },
         {Rule::effect}},
        {"juice-shop/juice-shop PR 2554: an exercise lands upstream",
         [](GateFacts& f) {
             f.no_consent = Error{ErrorKind::not_found, "there is no project 'juice'", "", "squire program project propose"};
             f.verdict.reset();
         },
         {Rule::consent, Rule::proof}},
        {"ad-si/FastLint#30, #17; lightningnetwork/lnd PR 9565: trivial, and not asked for",
         [](GateFacts& f) {
             f.no_consent = Error{ErrorKind::usage, "no", "", "ask"};
             f.change.files = {{.path = "docs/README.md", .before = "teh\n", .after = "the\n"}};
             f.description += "docs/README.md";
         },
         {Rule::consent, Rule::tests_only}},
        {"tang-vu/ContribAI#26: a repair that nobody tried", [](GateFacts& f) { f.verdict = Verdict::failed; }, {Rule::proof}},
        {"tang-vu/ContribAI#26: another change than was tried", [](GateFacts& f) { f.proof_is_of_branch = false; }, {Rule::proof}},
        {"dependabot/feedback#676: nobody is there any more",
         [](GateFacts& f) { f.change.base_time = kNow - std::chrono::days(366); },
         {Rule::dormant}},
        {"apache/polaris#1018, PR 839; openstreetmap/iD PR 12227: too many",
         [](GateFacts& f) {
             f.earlier = {{.address = "1", .answered = true}, {.address = "2", .answered = true}, {.address = "3", .answered = true}};
         },
         {Rule::three_at_most}},
        {"dependabot/feedback#5; renovate: closed, and asked again",
         [](GateFacts& f) {
             f.earlier = {closed_request()};
             f.earlier[0].findings = f.findings;
         },
         {Rule::refused_before}},
        {"python/bedevere PR 632: a kind that was not wanted",
         [](GateFacts& f) {
             f.earlier = {closed_request()};
             f.earlier[0].kind = f.kind;
             f.consented = f.earlier[0].since - std::chrono::days(1);
         },
         {Rule::refused_before}},
        {"xpple/SeedMapper PR 16: a form that only the maintainer can fill in",
         [](GateFacts& f) {
             f.change.files.push_back({.path = "SECURITY.md", .after = "Report to <your email here>\n", .is_new = true});
             f.description += "SECURITY.md";
         },
         {Rule::placeholder}},
        {"apache/maven PR 745: the same text for everybody, boxes open",
         [](GateFacts& f) {
             f.description = "## Checklist\n\n- [ ] I read the guide\n\nToken permissions should be small. A path is not shown. Made by Squire; "
                             "close this to say no.";
         },
         {Rule::unfinished, Rule::effect}},
        {"home-assistant/core PR 74331, ceph/ceph PR 47176: no ticket, not signed off",
         [](GateFacts& f) { f.wants_issue = f.wants_sign_off = true; },
         {Rule::customs}},
    };
    for (const Complaint& complaint : complaints) {
        GateFacts facts = good_facts();
        complaint.make(facts);
        EXPECT_EQ(names_of(rules_of(facts)), names_of(complaint.refused)) << complaint.thread;
    }
}

TEST(Gate, EachRuleIsShownToRefuse) {
    const std::vector<std::pair<Rule, std::function<void(GateFacts&)>>> table{
        {Rule::own_code,
         [](GateFacts& f) { f.change.files[0].path = "node_modules/left/package.json", f.description += f.change.files[0].path; }},
        {Rule::own_code,
         [](GateFacts& f) {
             f.kind = ChangeClass::source;
             f.change.files[0] = {.path = "src/api.go",
                                  .before = "// Code generated by x. DO NOT EDIT.\na\n",
                                  .after = "// Code generated by x. DO NOT EDIT.\nb\n"};
             f.description += "src/api.go";
         }},
        {Rule::tests_only, [](GateFacts& f) { f.change.files[0].path = "tests/run_test.py", f.description += f.change.files[0].path; }},
        {Rule::proof, [](GateFacts& f) { f.change.more = true; }},
        {Rule::proof, [](GateFacts& f) { f.change.files[0].left_out = true; }},
        {Rule::proof, [](GateFacts& f) { f.findings.clear(); }},
        {Rule::placeholder, [](GateFacts& f) { f.change.files[0].after += "# TODO: say why\n"; }},
        {Rule::placeholder, [](GateFacts& f) { f.title = "Update [your project]"; }},
        {Rule::placeholder,
         [](GateFacts& f) {
             f.request_template = "Resolves #[issue_number]\n";
             f.description += f.request_template;
         }},
        {Rule::mention, [](GateFacts& f) { f.description += "\n@group/team\n"; }},
        {Rule::alarm, [](GateFacts& f) { f.change.commits[0].message += "\nhigh severity\n"; }},
        {Rule::base, [](GateFacts& f) { f.default_branch = "develop"; }},
        {Rule::base, [](GateFacts& f) { f.change.files[0].changed_on_base = true; }},
        {Rule::secret, [](GateFacts& f) { f.with_secrets = {"the description"}; }},
        {Rule::unfinished, [](GateFacts& f) { f.description = "## Related issue\n\n" + f.description; }},
        {Rule::unfinished, [](GateFacts& f) { f.description += "\n## Before sending\n\nread\n"; }},
        {Rule::command, [](GateFacts& f) { f.description += "\n/label ~security\n"; }},
        {Rule::disclosure, [](GateFacts& f) { f.description = "`package-lock.json`: not shown. Made by Squire."; }},
        {Rule::private_first, [](GateFacts& f) { f.is_private = true; }},
    };
    for (const auto& [rule, make] : table) {
        GateFacts facts = good_facts();
        make(facts);
        EXPECT_EQ(names_of(rules_of(facts)), names_of({rule}));
    }
}

TEST(Gate, ALineOfTheTemplateIsTheProjectsOwn) {
    GateFacts facts = good_facts();
    facts.request_template = "## Review\n/label ~security\n@maintainers please look, is it critical?\n";
    facts.description += facts.request_template;
    EXPECT_EQ(names_of(rules_of(facts)), "");
}

TEST(Gate, WhatWasThereIsNotAdded) {
    GateFacts facts = good_facts();
    facts.change.files[0].before += "# TODO\n";
    facts.change.files[0].after += "# TODO\n";
    EXPECT_EQ(names_of(rules_of(facts)), "");
    facts.change.files[0].after += "# TODO\n"; // once more
    EXPECT_EQ(names_of(rules_of(facts)), "placeholder ");
}

TEST(Gate, OpensForAFlawWhenItsTimeHasCome) {
    const auto with_report = [](int days, bool answered, bool agreed) {
        GateFacts facts = good_facts();
        facts.is_private = true;
        facts.reports = {{.findings = facts.findings, .sent = kNow - std::chrono::days(days), .answered = answered, .agreed = agreed}};
        return names_of(rules_of(facts));
    };
    EXPECT_EQ(with_report(89, false, false), "private-first ");
    EXPECT_EQ(with_report(90, false, false), "");
    EXPECT_EQ(with_report(90, true, false), "private-first "); // they are at it: 14 days more
    EXPECT_EQ(with_report(104, true, false), "");
    EXPECT_EQ(with_report(1, true, true), "");
    GateFacts other = good_facts();
    other.is_private = true;
    other.reports = {{.findings = {print_of('f')}, .sent = Time(), .agreed = true}};
    EXPECT_EQ(names_of(rules_of(other)), "private-first ");
}

TEST(Gate, AClassIsWantedAgainWhenTheProjectSaysSo) {
    GateFacts facts = good_facts();
    facts.earlier = {closed_request()};
    facts.earlier[0].kind = facts.kind;
    facts.consented = facts.earlier[0].since + std::chrono::hours(1);
    EXPECT_EQ(names_of(rules_of(facts)), "");
    facts.earlier[0].findings = facts.findings; // but never the same one
    EXPECT_EQ(names_of(rules_of(facts)), "refused-before ");
}

TEST(Gate, RulesHaveNamesAndMeanings) {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(Rule::command); ++i) {
        names.insert(to_string(static_cast<Rule>(i)));
        EXPECT_NE(meaning_of(static_cast<Rule>(i)), "");
    }
    EXPECT_EQ(names.size(), 20U);
}

} // namespace
} // namespace squire::fix
