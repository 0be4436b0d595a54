// SPDX-License-Identifier: MIT
#include "workspace/bug_records.h"

#include <gtest/gtest.h>

namespace squire::workspace {
namespace {

class StandingClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return Time(std::chrono::seconds(1'767'225'600)); } // 2026-01-01
};

class BugRecords : public ::testing::Test {
protected:
    [[nodiscard]] Time day(long days) const { return clock_.now() + std::chrono::days(days); }
    Result<BugRecord> draft(bool ready = true) {
        return keep_draft(store_,
                          {.id = "0123456789ab",
                           .kind = "false_alarm",
                           .title = "t",
                           .tracker = "gitleaks",
                           .scanner = "Gitleaks",
                           .rule = "r",
                           .score = ready ? 90U : 40U,
                           .ready = ready,
                           .missing = {"a minimal example"}},
                          "Ada", day(0));
    }
    Result<BugRecord> move(BugState to, std::string note, long days, std::string url = {}) {
        return move_bug(store_, "0123", {.to = to, .note = std::move(note), .url = std::move(url)}, "Ada", day(days));
    }
    [[nodiscard]] std::string verbs() const {
        std::string verbs;
        const auto entries = store_.ledger({});
        for (const ledger::Entry& entry : *entries) verbs += (verbs.empty() ? "" : " ") + entry.verb;
        return verbs;
    }

    StandingClock clock_;
    store::Store store_ = store::Store::in_memory(clock_).value();
};

TEST_F(BugRecords, GoTheirWay) {
    ASSERT_TRUE(draft());
    ASSERT_TRUE(move(BugState::sent, "", 1, "https://example.org/1"));
    EXPECT_FALSE(bug_record(store_, "0123")->nudge_is_due(day(14)));
    EXPECT_TRUE(bug_record(store_, "0123")->nudge_is_due(day(15)));
    EXPECT_EQ(bug_record(store_, "0123")->days_with_them(day(4)), 3);
    ASSERT_TRUE(move(BugState::answered, "which version?", 20));
    EXPECT_FALSE(bug_record(store_, "0123")->nudge_is_due(day(90))); // it is our turn
    ASSERT_TRUE(move(BugState::sent, "8.2", 21)); // we answered
    ASSERT_TRUE(move(BugState::fixed, "8.3", 30));
    const auto record = bug_record(store_, "0123456789ab");
    EXPECT_EQ(record->state(), BugState::fixed);
    EXPECT_EQ(record->last_answer(), "which version?");
    EXPECT_EQ(record->url, "https://example.org/1");
    EXPECT_EQ(record->steps.size(), 5U);
    EXPECT_EQ(verbs(), "bug_report.drafted bug_report.sent bug_report.answered bug_report.sent bug_report.fixed");
    EXPECT_TRUE(store_.verify()->faults.empty());
}

TEST_F(BugRecords, RefuseWhatMakesNoSense) {
    ASSERT_TRUE(draft(false));
    const auto not_ready = move(BugState::sent, "", 1, "https://example.org/1");
    ASSERT_FALSE(not_ready);
    EXPECT_TRUE(not_ready.error().message.contains("a minimal example")) << not_ready.error().message;
    EXPECT_FALSE(move(BugState::answered, "x", 1));
    EXPECT_FALSE(move(BugState::fixed, "x", 1));
    EXPECT_FALSE(move(BugState::closed, " ", 1)); // without a word
    ASSERT_TRUE(draft(true));
    EXPECT_FALSE(move(BugState::sent, "", 1)); // without an address
    ASSERT_TRUE(move(BugState::sent, "", 1, "https://example.org/1"));
    EXPECT_EQ(draft().error().kind, ErrorKind::conflict);
    EXPECT_FALSE(move(BugState::sent, "", 2));
    EXPECT_EQ(bug_record(store_, "ffff").error().kind, ErrorKind::not_found);
    EXPECT_EQ(bug_record(store_, "").error().kind, ErrorKind::not_found);
}

TEST_F(BugRecords, ADraftThatSaysTheSameIsNoEntry) {
    ASSERT_TRUE(draft());
    ASSERT_TRUE(draft());
    EXPECT_EQ(verbs(), "bug_report.drafted");
}

TEST_F(BugRecords, MissedWeaknesses) {
    const auto kept = keep_missed(store_, {.file = "a.py", .line = 3, .commit = "abc", .cwe = 89, .note = "one"}, "Ada", day(0));
    ASSERT_TRUE(kept) << describe(kept.error());
    ASSERT_TRUE(keep_missed(store_, {.file = "a.py", .line = 3, .commit = "abc", .cwe = 89, .note = "two"}, "Ada", day(0)));
    ASSERT_TRUE(keep_missed(store_, {.file = "a.py", .line = 1, .commit = "abc", .cwe = 89}, "Ada", day(0)));
    const auto all = missed_weaknesses(store_);
    ASSERT_EQ(all->size(), 2U);
    EXPECT_EQ(all->front().line, 1U);
    EXPECT_EQ(all->back().note, "two");
    EXPECT_EQ(missed_weakness(store_, kept->id.substr(0, 6))->file, "a.py");
}

} // namespace
} // namespace squire::workspace
