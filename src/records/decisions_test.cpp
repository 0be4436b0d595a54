// SPDX-License-Identifier: MIT
#include "records/decisions.h"

#include <array>
#include <string>

#include <gtest/gtest.h>

namespace squire::records {
namespace {

class FixedClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return *parse_time("2026-01-01T00:00:00Z"); }
};

finding::Finding finding_of(const std::string& rule) {
    return {.name = rule,
            .identifiers = {{.type = "toy", .name = "", .value = rule, .url = ""}},
            .location = finding::CodeLocation{.file = rule + ".c", .range = {.start_line = 1}, .scope = ""},
            .fingerprint = rule + "-f"};
}

class DecisionsTest : public ::testing::Test {
protected:
    // Each of these rules has found something.
    void scan(const std::vector<std::string>& rules) {
        finding::Report report{.scanner = {.id = "toy", .name = "", .version = "", .vendor = "", .url = ""}};
        for (const std::string& rule : rules) report.findings.push_back(finding_of(rule));
        const auto judge = [&](std::span<const finding::Vulnerability>) -> Result<store::Verdict> {
            store::Verdict verdict;
            for (std::size_t i = 0; i < report.findings.size(); ++i) verdict.matches.push_back({"", {i}});
            return verdict;
        };
        ASSERT_TRUE(store_.record_scan(
            {.witness = {"toy", "tree"}, .report = report, .status = store::ScanStatus::complete, .report_digest = ""}, judge, "Ada"));
    }
    void move(const std::string& rule, finding::State from, finding::State to, const std::string& comment) {
        const auto rows = store_.list({.rule = rule});
        ASSERT_TRUE(rows && rows->size() == 1);
        const auto dismissal = to == finding::State::dismissed ? std::optional(finding::DismissalReason::used_in_tests) : std::nullopt;
        ASSERT_TRUE(store_.move({rows->front().id, from, to, dismissal, comment}, "Grace\n"));
    }

    FixedClock clock_;
    store::Store store_ = store::Store::in_memory(clock_).value();
};

TEST_F(DecisionsTest, AreTheLastWordOfEachVulnerability) {
    using enum finding::State;
    scan({"a", "b", "c"});
    move("a", needs_triage, dismissed, "a fixture");
    move("b", needs_triage, confirmed, "");
    move("c", needs_triage, dismissed, "no");
    move("c", dismissed, needs_triage, "yes, it is");
    const auto decisions = read_decisions(store_, {}, clock_.now());
    ASSERT_TRUE(decisions) << describe(decisions.error());
    EXPECT_EQ((*decisions)(finding_of("a")), "dismissed by Grace\\n as used in tests: a fixture");
    EXPECT_EQ((*decisions)(finding_of("b")), std::nullopt);
    EXPECT_EQ((*decisions)(finding_of("c")), std::nullopt);
    EXPECT_EQ((*decisions)(finding_of("d")), std::nullopt);
}

TEST_F(DecisionsTest, SuppressionsCountUntilTheirDay) {
    const auto suppression = [&](const std::string& rule, Time until) {
        return workspace::Suppression{
            .rule = rule, .path = rule + ".c", .fingerprint = "", .reason = "made up", .until = until, .place = "squire.toml:3"};
    };
    const auto decisions =
        read_decisions(store_, {suppression("a", clock_.now() + std::chrono::days(1)), suppression("b", clock_.now())}, clock_.now());
    ASSERT_TRUE(decisions);
    EXPECT_EQ((*decisions)(finding_of("a")), "suppressed at squire.toml:3: made up");
    EXPECT_EQ((*decisions)(finding_of("b")), std::nullopt);
}

} // namespace
} // namespace squire::records
