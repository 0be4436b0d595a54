// SPDX-License-Identifier: MIT
#include "workspace/decisions.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "workspace/comparison.h"
#include "workspace/listing.h"

namespace squire::workspace {
namespace {

using finding::DismissalReason;
using finding::State;
using tracking::Action;

class FixedClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return Time(std::chrono::seconds(1767225600)); }
};

class Decisions : public ::testing::Test {
protected:
    // A scan that sees these rules, one finding each.
    store::ScanRecord scan(const std::vector<std::string>& rules, const std::string& commit = "") {
        finding::Report report{.scanner = {.id = "toy", .name = "", .version = "", .vendor = "", .url = ""}};
        report.provenance.revision = commit;
        for (const std::string& rule : rules) {
            report.findings.push_back({.name = rule,
                                       .identifiers = {{.type = "toy", .name = "", .value = rule, .url = ""}},
                                       .location = finding::CodeLocation{.file = rule + ".c", .range = {.start_line = 1}, .scope = ""},
                                       .fingerprint = rule + "-f"});
        }
        const auto judge = [&](std::span<const finding::Vulnerability> known) -> Result<store::Verdict> {
            store::Verdict verdict;
            std::set<std::string> seen;
            for (std::size_t i = 0; i < report.findings.size(); ++i) {
                const auto found = std::ranges::find_if(known, [&](const auto& each) { return each.finding().rule() == rules[i]; });
                verdict.matches.push_back({found == known.end() ? "" : found->id, {i}});
                seen.insert(rules[i]);
            }
            for (const auto& each : known) {
                if (each.present() && !seen.contains(each.finding().rule())) verdict.gone.push_back(each.id);
            }
            return verdict;
        };
        const auto record = store_.record_scan(
            {.witness = {"toy", "tree"}, .report = report, .status = store::ScanStatus::complete, .report_digest = ""}, judge, "Ada");
        EXPECT_TRUE(record) << describe(record.error());
        return record.value_or(store::ScanRecord{});
    }

    std::string id_of(const std::string& rule) {
        const auto rows = store_.list({.rule = rule});
        return rows && !rows->empty() ? rows->front().id : "";
    }

    State state_of(const std::string& rule) { return store_.vulnerability(id_of(rule))->state; }

    FixedClock clock_;
    store::Store store_ = store::Store::in_memory(clock_).value();
};

TEST_F(Decisions, KeepWhoAndWhy) {
    scan({"a"});
    const auto dismissed =
        decide(store_, id_of("a").substr(0, 8), {Action::dismiss, DismissalReason::used_in_tests, " a fixture "}, "Ada <a@x>");
    ASSERT_TRUE(dismissed) << describe(dismissed.error());
    EXPECT_EQ(dismissed->state, State::dismissed);
    EXPECT_EQ(dismissed->dismissal, DismissalReason::used_in_tests);
    const auto history = store_.history(dismissed->id);
    ASSERT_TRUE(history && history->size() == 2);
    EXPECT_EQ(history->back().actor, "Ada <a@x>");
    EXPECT_EQ(history->back().comment, "a fixture");
    EXPECT_EQ(history->back().time, clock_.now());
    scan({"a"});
    EXPECT_EQ(state_of("a"), State::dismissed) << "seen again, it stays dismissed";
    EXPECT_EQ(decide(store_, id_of("a"), {Action::dismiss, std::nullopt, "x"}, "Ada").error().message, "a dismissal needs a reason");
    EXPECT_EQ(decide(store_, "ffffffff", {Action::confirm, std::nullopt, ""}, "Ada").error().kind, ErrorKind::not_found);
}

TEST_F(Decisions, ResolvedAndSeenAgainIsTriagedAgain) {
    scan({"a"});
    ASSERT_TRUE(decide(store_, id_of("a"), {Action::resolve, std::nullopt, ""}, "Ada"));
    scan({});
    EXPECT_EQ(state_of("a"), State::resolved) << "gone is no reason to move it";
    scan({"a"});
    EXPECT_EQ(state_of("a"), State::needs_triage);
}

TEST_F(Decisions, AreTakenBackOneByOne) {
    scan({"a", "b"});
    EXPECT_EQ(undo_last(store_, "Ada").error().kind, ErrorKind::not_found);
    ASSERT_TRUE(decide(store_, id_of("a"), {Action::dismiss, DismissalReason::false_positive, "no"}, "Ada"));
    ASSERT_TRUE(decide(store_, id_of("b"), {Action::confirm, std::nullopt, ""}, "Bob"));
    ASSERT_TRUE(decide(store_, id_of("a"), {Action::confirm, std::nullopt, ""}, "Ada"));
    auto undone = undo_last(store_, "Ada");
    ASSERT_TRUE(undone) << describe(undone.error());
    EXPECT_EQ(undone->state, State::confirmed);
    EXPECT_EQ(state_of("a"), State::dismissed);
    EXPECT_EQ(store_.vulnerability(id_of("a"))->dismissal, DismissalReason::false_positive) << "with its reason";
    undone = undo_last(store_, "Ada");
    ASSERT_TRUE(undone) << describe(undone.error());
    EXPECT_EQ(undone->who, "Bob");
    EXPECT_EQ(state_of("b"), State::needs_triage);
    ASSERT_TRUE(undo_last(store_, "Ada"));
    EXPECT_EQ(state_of("a"), State::needs_triage);
    EXPECT_EQ(undo_last(store_, "Ada").error().kind, ErrorKind::not_found) << "taking back is not taken back";
    EXPECT_EQ(store_.history(id_of("a"))->size(), 5U) << "nothing is deleted";
    EXPECT_EQ(store_.verify()->faults, std::vector<std::string>{});
}

TEST_F(Decisions, AreNotTakenBackOverAScan) {
    scan({"a"});
    ASSERT_TRUE(decide(store_, id_of("a"), {Action::resolve, std::nullopt, ""}, "Ada"));
    scan({"a"});
    EXPECT_EQ(undo_last(store_, "Ada").error().kind, ErrorKind::conflict);
}

TEST_F(Decisions, SuppressionsHideAndAreWatched) {
    scan({"a", "b", "c"});
    Settings settings;
    const auto suppress = [&](std::string rule, std::string path, Time until, std::string fingerprint = "") {
        settings.suppressions.push_back({.rule = std::move(rule),
                                         .path = std::move(path),
                                         .fingerprint = std::move(fingerprint),
                                         .reason = "r",
                                         .until = until,
                                         .place = "f:1"});
    };
    const Time later = clock_.now() + std::chrono::days(1);
    suppress("a", "a.c", later);
    suppress("b", "a.c", later);                        // names nothing
    suppress("b", "b.c", clock_.now());                 // expired
    suppress("c", "c.c", later, "another fingerprint"); // names nothing
    const auto listing = list_findings(store_, settings, {.limit = 1}, clock_.now());
    ASSERT_TRUE(listing);
    EXPECT_EQ(listing->rows.size(), 1U);
    EXPECT_TRUE(listing->more);
    const auto all = list_findings(store_, settings, {.limit = 0}, clock_.now());
    ASSERT_TRUE(all);
    EXPECT_EQ(all->rows.size(), 2U);
    EXPECT_EQ(all->suppressed, 1U);
    EXPECT_FALSE(all->more);
    EXPECT_NE(suppression_of(settings, *store_.vulnerability(id_of("a")), clock_.now()), nullptr);
    EXPECT_EQ(suppression_of(settings, *store_.vulnerability(id_of("a")), later), nullptr);
    const auto warnings = suppression_warnings(store_, settings, clock_.now());
    ASSERT_TRUE(warnings && warnings->size() == 3);
    EXPECT_EQ((*warnings)[0].error.message, "this suppression of b in a.c suppresses nothing");
    EXPECT_EQ((*warnings)[1].error.message, "this suppression of b in b.c expired after 2025-12-31");
}

TEST_F(Decisions, ComparisonsSayWhatIsDifferent) {
    const auto first = scan({"a", "b"}, std::string(40, '1'));
    scan({"a", "c"}, std::string(40, '2'));
    scan({"a", "b", "d"}, std::string(40, '3'));
    const auto last = scan({"b", "e"}, std::string(40, '4'));
    auto compared = compare(store_, first.id, last.id);
    ASSERT_TRUE(compared) << describe(compared.error());
    EXPECT_EQ(compared->appeared, std::vector<std::string>{id_of("e")}) << "d came and went";
    EXPECT_EQ(compared->gone, std::vector<std::string>{id_of("a")});
    EXPECT_TRUE(compared->back.empty()) << "b was there at both ends";
    compared = compare(store_, "33333333", "22222222");
    ASSERT_TRUE(compared) << describe(compared.error());
    EXPECT_EQ(compared->before.provenance.revision, std::string(40, '2')) << "the older one first";
    EXPECT_EQ(compared->back, std::vector<std::string>{id_of("b")});
    EXPECT_EQ(compare(store_, first.id, "ffffffff").error().kind, ErrorKind::not_found);
}

} // namespace
} // namespace squire::workspace
