// SPDX-License-Identifier: MIT
#include "store/each_database_test.h"

#include <algorithm>

#include "base/hash.h"

namespace squire::store {
namespace {

using finding::Severity;
using finding::State;
using finding::Witness;

constexpr std::string_view kAda = "Ada <ada@example.org>";

std::vector<std::string> kinds(const std::vector<Event>& events) {
    std::vector<std::string> words;
    for (const Event& event : events) words.emplace_back(to_string(event.kind));
    return words;
}

TEST_P(EachDatabase, AScanIsReadBackAsItWasRecorded) {
    Store store = open();
    const auto report = report_of({finding_at("sql", "src/a.c", 3), finding_at("xss", "src/b.c", 5)});
    const ScanRecord record = recorded(store, report);
    EXPECT_EQ(record.id.size(), 40U);
    EXPECT_EQ(record.entry, 1);
    EXPECT_EQ(record.appeared, 2U);
    EXPECT_EQ(record.findings, 2U);
    const auto scans = store.scans();
    ASSERT_TRUE(scans.has_value());
    EXPECT_EQ(*scans, std::vector{record});
    EXPECT_EQ(store.scan(record.id.substr(0, 7)), record);
    EXPECT_EQ(store.scan("aaaaaaa"), record) << "by its commit";
    EXPECT_EQ(store.scan("ffffffff").error().kind, ErrorKind::not_found);
    EXPECT_TRUE(store.scans({.scanner = "another"})->empty());
}

TEST_P(EachDatabase, AVulnerabilityIsReadBackWithAllOfItsFindings) {
    Store store = open();
    auto first = finding_at("sql", "src/a.c", 3);
    first.flow = {{.kind = finding::FlowStep::Kind::source, .file = "src/a.c", .range = {.start_line = 1}}};
    first.signatures = {{.algorithm = "scope_offset", .value = "src/a.c|main[0]:3"}};
    first.evidence = "tab\there, line\nhere, back\\slash, \"quotes\", \u00e9";
    const auto report = report_of({first, finding_at("sql", "src/a.c", 9)});
    ASSERT_TRUE(store.record_scan(
        {.witness = {"s", "tree"}, .report = report, .status = ScanStatus::complete},
        [](auto) -> Result<Verdict> { return Verdict{.matches = {{.findings = {0, 1}}}}; }, "squire"));
    const auto rows = store.list({});
    ASSERT_EQ(rows->size(), 1U);
    const auto it = store.vulnerability(rows->front().id.substr(0, 8));
    ASSERT_TRUE(it.has_value()) << describe(it.error());
    ASSERT_EQ(it->sightings.size(), 1U);
    EXPECT_EQ(it->sightings[0].findings, report.findings);
    EXPECT_EQ(it->sightings[0].witness, (Witness{"s", "tree"}));
    EXPECT_TRUE(it->present());
    EXPECT_EQ(it->first_seen, clock.time);
}

TEST_P(EachDatabase, WhatComesStaysGoesAndComesBackIsCountedAndKept) {
    Store store = open();
    const auto both = report_of({finding_at("sql", "a.c", 3), finding_at("xss", "b.c", 5)});
    const auto one = report_of({finding_at("sql", "a.c", 3)}, std::string(40, 'b'));
    EXPECT_EQ(recorded(store, both).appeared, 2U);
    const ScanRecord second = recorded(store, one);
    EXPECT_EQ(second.still, 1U);
    EXPECT_EQ(second.gone, 1U);
    EXPECT_EQ(recorded(store, one).gone, 0U) << "gone once is gone";
    const ScanRecord back = recorded(store, both);
    EXPECT_EQ(back.back, 1U);
    EXPECT_EQ(back.appeared, 0U);
    const auto xss = store.list({.rule = "xss"});
    ASSERT_EQ(xss->size(), 1U);
    const auto history = store.history(xss->front().id);
    EXPECT_EQ(kinds(*history), (std::vector<std::string>{"appeared", "gone", "back"}));
    EXPECT_EQ(history->at(1).commit, std::string(40, 'b'));
    EXPECT_EQ(history->at(1).scan, second.id);
    EXPECT_EQ(store.history(store.list({.rule = "sql"})->front().id)->size(), 1U) << "what stays as it is leaves no row";
    EXPECT_EQ(kinds(*store.events(1, 2)), (std::vector<std::string>{"gone"}));
    EXPECT_EQ(faults_of(store), "");
}

TEST_P(EachDatabase, ResolvedAndSeenAgainGoesBackToTriageAndDismissedStaysSo) {
    Store store = open();
    const auto report = report_of({finding_at("sql", "a.c", 3), finding_at("xss", "b.c", 5)});
    static_cast<void>(recorded(store, report));
    const std::string sql = store.list({.rule = "sql"})->front().id;
    const std::string xss = store.list({.rule = "xss"})->front().id;
    ASSERT_TRUE(store.move({.vulnerability = sql, .to = State::resolved, .comment = "mended"}, kAda));
    ASSERT_TRUE(store.move(
        {.vulnerability = xss, .to = State::dismissed, .dismissal = finding::DismissalReason::used_in_tests, .comment = "only a test"}, kAda));
    EXPECT_EQ(recorded(store, report).still, 2U);
    EXPECT_EQ(store.vulnerability(sql)->state, State::needs_triage);
    EXPECT_EQ(store.vulnerability(xss)->state, State::dismissed);
    EXPECT_EQ(store.vulnerability(xss)->dismissal, finding::DismissalReason::used_in_tests);
    const auto history = store.history(sql);
    EXPECT_EQ(kinds(*history), (std::vector<std::string>{"appeared", "moved", "changed"}));
    EXPECT_EQ(history->at(1).actor, kAda);
    EXPECT_EQ(history->at(1).comment, "mended");
    EXPECT_EQ(history->at(2).comment, "seen again after it was resolved");
    EXPECT_EQ(faults_of(store), "");
}

TEST_P(EachDatabase, TwoWitnessesAreOneVulnerabilityUntilBothSeeItNoMore) {
    Store store = open();
    const auto report = report_of({finding_at("sql", "a.c", 3, Severity::low)});
    auto grave = report;
    grave.findings.front().severity = Severity::critical;
    const auto nothing = report_of({});
    const Witness ours{"squire-sast", "tree"};
    const Witness theirs{"semgrep", "tree"};
    static_cast<void>(recorded(store, report, ours));
    EXPECT_EQ(recorded(store, grave, theirs).still, 1U);
    const auto rows = store.list({});
    ASSERT_EQ(rows->size(), 1U);
    EXPECT_EQ(rows->front().severity, Severity::critical) << "the highest that a witness gives";
    EXPECT_EQ(store.vulnerability(rows->front().id)->sightings.size(), 2U);
    EXPECT_EQ(recorded(store, nothing, theirs).gone, 0U);
    EXPECT_TRUE(store.list({})->front().present);
    EXPECT_EQ(store.list({})->front().severity, Severity::low);
    EXPECT_EQ(recorded(store, nothing, ours).gone, 1U);
    EXPECT_FALSE(store.list({})->front().present);
    EXPECT_EQ(faults_of(store), "");
}

TEST_P(EachDatabase, AFailedScanIsRecordedAndChangesNothing) {
    Store store = open();
    static_cast<void>(recorded(store, report_of({finding_at("sql", "a.c", 3)})));
    const auto before = store.list({});
    const auto broken = report_of({finding_at("xss", "b.c", 5)});
    const auto record = store.record_scan(
        {.witness = {"squire-sast", "tree"}, .report = broken, .status = ScanStatus::failed},
        [](auto) -> Result<Verdict> { return fail(ErrorKind::internal, "must not be asked"); }, "squire");
    ASSERT_TRUE(record.has_value()) << describe(record.error());
    EXPECT_EQ(record->appeared + record->gone + record->still + record->back, 0U);
    EXPECT_EQ(store.list({}), before);
    EXPECT_EQ(store.scans()->size(), 2U);
}

struct BadVerdict {
    const char* what;
    ScanStatus status;
    Verdict verdict; // of one finding; "KNOWN" stands for the one vulnerability that is known
};

TEST_P(EachDatabase, AVerdictThatMakesNoSenseStoresNothing) {
    Store store = open();
    static_cast<void>(recorded(store, report_of({finding_at("sql", "a.c", 3)}), {"another", "tree"}));
    static_cast<void>(recorded(store, report_of({finding_at("sql", "a.c", 3)})));
    const std::string known = store.list({})->front().id;
    const std::vector<BadVerdict> verdicts{
        {"a finding is left out", ScanStatus::complete, {}},
        {"a finding is not there", ScanStatus::complete, {.matches = {{.findings = {0}}, {.findings = {1}}}}},
        {"a finding is used twice", ScanStatus::complete, {.matches = {{.findings = {0}}, {.findings = {0}}}}},
        {"a match of no finding", ScanStatus::complete, {.matches = {{.findings = {0}}, {.findings = {}}}}},
        {"an unknown vulnerability", ScanStatus::complete, {.matches = {{.vulnerability = std::string(40, '0'), .findings = {0}}}}},
        {"an unknown one is gone", ScanStatus::complete, {.matches = {{.findings = {0}}}, .gone = {std::string(40, '0')}}},
        {"seen and gone", ScanStatus::complete, {.matches = {{.vulnerability = "KNOWN", .findings = {0}}}, .gone = {"KNOWN"}}},
        {"gone after half a scan", ScanStatus::partial, {.matches = {{.findings = {0}}}, .gone = {"KNOWN"}}},
    };
    const auto report = report_of({finding_at("sql", "a.c", 3)});
    for (BadVerdict bad : verdicts) {
        for (auto& match : bad.verdict.matches)
            if (match.vulnerability == "KNOWN") match.vulnerability = known;
        for (auto& gone : bad.verdict.gone)
            if (gone == "KNOWN") gone = known;
        const auto record = store.record_scan(
            {.witness = {"squire-sast", "tree"}, .report = report, .status = bad.status}, [&](auto) -> Result<Verdict> { return bad.verdict; },
            "squire");
        ASSERT_FALSE(record.has_value()) << bad.what;
        EXPECT_EQ(record.error().kind, ErrorKind::usage) << bad.what;
    }
    const auto not_seen = store.record_scan(
        {.witness = {"third", "tree"}, .report = report, .status = ScanStatus::complete},
        [&](auto) -> Result<Verdict> { return Verdict{.matches = {{.findings = {0}}}, .gone = {known}}; }, "squire");
    EXPECT_FALSE(not_seen.has_value()) << "gone for a witness that never saw it";
    EXPECT_EQ(store.head()->sequence, 2);
    EXPECT_EQ(store.list({})->size(), 1U);
}

TEST_P(EachDatabase, WhatWasGoneIsShownToTheJudgeByItsFingerprintOrItsTrail) {
    Store store = open();
    static_cast<void>(recorded(store, report_of({finding_at("sql", "a.c", 3), finding_at("xss", "b.c", 5), finding_at("xss", "c.c", 5)})));
    static_cast<void>(recorded(store, report_of({})));
    auto same_text = finding_at("sql", "a.c", 90);
    same_text.fingerprint = "another";
    const auto report = report_of({same_text, finding_at("xss", "b.c", 5), finding_at("other", "c.c", 5)});
    std::vector<std::string> shown;
    ASSERT_TRUE(store.record_scan(
        {.witness = {"squire-sast", "tree"}, .report = report, .status = ScanStatus::complete},
        [&](std::span<const finding::Vulnerability> known) -> Result<Verdict> {
            for (const auto& each : known) shown.push_back(std::string(finding::place_of(each.finding())));
            return Verdict{.matches = {{.findings = {0}}, {.findings = {1}}, {.findings = {2}}}};
        },
        "squire"));
    std::ranges::sort(shown);
    EXPECT_EQ(shown, (std::vector<std::string>{"a.c:3", "b.c:5"}));
}

TEST_P(EachDatabase, LongTextsAreKeptAndFound) {
    Store store = open();
    std::string long_text; // that does not compress: an index of PostgreSQL takes 2,704 bytes
    for (std::uint32_t i = 0; long_text.size() < 9'000; ++i) long_text += to_hex(sha256(std::to_string(i)));
    const std::string file = "src/" + long_text + ".c";
    auto made = finding_at("rule " + long_text, file, 7);
    made.name = "name " + long_text + " tail";
    made.location = finding::CodeLocation{.file = file, .range = {.start_line = 7}};
    static_cast<void>(recorded(store, report_of({made, finding_at("sql", "src/a.c", 3)})));
    EXPECT_EQ(store.list({.path = file})->size(), 1U);
    EXPECT_EQ(store.list({.path = "src/"})->size(), 2U);
    EXPECT_EQ(store.list({.rule = "rule " + long_text})->size(), 1U);
    EXPECT_EQ(store.list({.text = long_text.substr(8'000) + " tail"})->size(), 1U);
    const auto whole = store.vulnerability(store.list({.path = file})->front().id);
    EXPECT_EQ(finding::file_of(whole->finding()), file) << "only the list cuts it";
    EXPECT_EQ(faults_of(store), "");
}

TEST_P(EachDatabase, TextThatNoDatabaseTakesIsMadeStorable) {
    Store store = open();
    auto odd = finding_at("sql", "a\xff.c", 3);
    odd.name = std::string("nul\0here", 8);
    const auto record = recorded(store, report_of({odd}), {"scanner\xfe", "tree"});
    EXPECT_EQ(record.witness.scanner, "scanner\uFFFD");
    EXPECT_EQ(store.list({})->front().file, "a\uFFFD.c");
    EXPECT_EQ(recorded(store, report_of({}), {"scanner\xfe", "tree"}).appeared, 0U);
    EXPECT_EQ(faults_of(store), "");
}

TEST(ScanStatus, IsWhatTheReportSaysOfItself) {
    finding::Report report = report_of({});
    EXPECT_EQ(status_of(report), ScanStatus::complete);
    report.messages = {{Weight::warning, {}}};
    EXPECT_EQ(status_of(report), ScanStatus::complete);
    report.messages = {{Weight::incomplete, {}}};
    EXPECT_EQ(status_of(report), ScanStatus::partial);
    report.status = finding::Status::failure;
    EXPECT_EQ(status_of(report), ScanStatus::failed);
}

} // namespace
} // namespace squire::store
