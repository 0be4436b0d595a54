// SPDX-License-Identifier: MIT
// Reductions by an oracle that is asked about many candidates at once.
#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "bugreport/candidate_hash.h"
#include "bugreport/predicate_oracle_test.h"
#include "bugreport/reduction.h"
#include "testing/temporary_folder.h"

namespace squire::bugreport {
namespace {

class ManyAtOnce final : public Oracle {
public:
    explicit ManyAtOnce(std::function<bool(const Input&)> predicate, std::size_t at_once = 16)
        : predicate_(std::move(predicate)), at_once_(at_once) {}

    Result<bool> interesting(const Input& candidate, unsigned /*worker*/) override {
        ++alone;
        return predicate_(candidate);
    }
    [[nodiscard]] std::size_t at_once() const override { return at_once_; }
    Result<bool> rules_out(const Input& candidate) override { return candidate.file().text().contains("never"); }
    Result<std::vector<bool>> interesting_each(std::span<const Input> candidates) override {
        ++runs;
        if (runs > most_runs) return fail(ErrorKind::io, "the scanner is gone");
        if (before_run) before_run();
        EXPECT_LE(candidates.size(), at_once_);
        std::vector<bool> answers;
        for (const Input& candidate : candidates) {
            EXPECT_FALSE(candidate.file().text().contains("never"));
            answers.push_back(lies || predicate_(candidate));
        }
        return answers;
    }
    [[nodiscard]] std::string key() const override { return "many"; }

    unsigned alone = 0, runs = 0, most_runs = 10'000;
    bool lies = false;
    std::function<void()> before_run;

private:
    std::function<bool(const Input&)> predicate_;
    std::size_t at_once_;
};

std::string text() {
    std::string text = "import os\n\n\ndef f(a, b):\n";
    for (int i = 0; i < 20; ++i) text += "    x" + std::to_string(i) + " = call(a, " + std::to_string(i) + ")\n";
    return text + "    if a:\n        os.system(b)\n    return [a, b]\n";
}

bool wanted(const Input& candidate) {
    const std::string_view all = candidate.file().text();
    return all.contains("system(") && all.contains("import") && all.find("import") < all.find("system(");
}

TEST(LookAhead, GoesTheSameWayInFewRuns) {
    const Input input = one_file("a.py", text());
    PredicateOracle one_by_one(wanted);
    const auto slow = reduce(input, one_by_one, {});
    ASSERT_TRUE(slow);
    for (const std::size_t at_once : {1UL, 2UL, 16UL, 64UL, 256UL}) {
        ManyAtOnce many(wanted, at_once);
        const auto fast = reduce(input, many, {});
        ASSERT_TRUE(fast);
        EXPECT_EQ(fast->best.file().text(), slow->best.file().text());
        EXPECT_EQ(fast->tries, slow->tries);
        EXPECT_TRUE(fast->minimal && fast->confirmed);
        if (at_once == 1) continue;
        EXPECT_EQ(many.alone, 2U); // the input, and the result
        EXPECT_LT(many.runs, one_by_one.asked() / (at_once > 2 ? 4 : 1)) << at_once;
        if (at_once > 16) {
            EXPECT_LT(many.runs, one_by_one.asked() / 20) << at_once;
        }
    }
}

// Runs are few where changes go on to do what they did, and no more than the questions need where they do the opposite.
TEST(LookAhead, WrongGuessesCostRunsAndNothingElse) {
    int turn = 0;
    const auto odd = [&](const Input& candidate) { return wanted(candidate) && hash_of(candidate).low % 3 != 0; };
    std::string all = text();
    while (!odd(one_file("a.py", all)) && turn++ < 20) all += "x\n";
    PredicateOracle one_by_one(odd);
    ManyAtOnce many(odd, 64);
    const auto slow = reduce(one_file("a.py", all), one_by_one, {}), fast = reduce(one_file("a.py", all), many, {});
    ASSERT_TRUE(slow && fast);
    EXPECT_EQ(fast->best.file().text(), slow->best.file().text());
    EXPECT_EQ(fast->tries, slow->tries);
    EXPECT_EQ(fast->end, End::done);
    EXPECT_LT(many.runs, one_by_one.asked() / 4);
}

TEST(LookAhead, WhateverEndsItLeavesTheBestSoFar) {
    const Input input = one_file("a.py", text());
    ManyAtOnce failing(wanted);
    failing.most_runs = 12;
    const auto failed = reduce(input, failing, {});
    ASSERT_TRUE(failed);
    EXPECT_EQ(failed->end, End::oracle_failed);
    EXPECT_TRUE(failed->trouble.contains("the scanner is gone"));
    EXPECT_TRUE(wanted(failed->best));
    EXPECT_LT(failed->bytes_after, failed->bytes_before);
    EXPECT_FALSE(failed->minimal);

    Cancellation cancellation;
    ManyAtOnce cancelled(wanted);
    cancelled.before_run = [&] {
        if (cancelled.runs == 12) cancellation.request();
    };
    const auto stopped = reduce(input, cancelled, {.cancellation = &cancellation});
    ASSERT_TRUE(stopped);
    EXPECT_EQ(stopped->end, End::cancelled);
    EXPECT_EQ(cancelled.runs, 12U);
    EXPECT_TRUE(wanted(stopped->best));
    EXPECT_LE(stopped->bytes_after, failed->bytes_after); // with the answers of the last run

    ManyAtOnce slow(wanted);
    slow.before_run = [] { std::this_thread::sleep_for(std::chrono::milliseconds(60)); };
    const auto late = reduce(input, slow, {.time = std::chrono::milliseconds(200)});
    ASSERT_TRUE(late);
    EXPECT_EQ(late->end, End::time);
    EXPECT_LE(slow.runs, 5U);
    EXPECT_TRUE(wanted(late->best));
}

TEST(LookAhead, AnswersThatDoNotHoldAloneAreWorthNothing) {
    ManyAtOnce liar(wanted);
    liar.lies = true;
    const auto reduced = reduce(one_file("a.py", text()), liar, {});
    ASSERT_TRUE(reduced);
    EXPECT_TRUE(wanted(reduced->best)) << reduced->best.file().text();
    EXPECT_TRUE(reduced->confirmed && reduced->minimal);
    EXPECT_GT(liar.alone, 10U); // it was asked one by one in the end
}

TEST(LookAhead, ATextThatCannotShrinkIsAskedForOnceEach) {
    ManyAtOnce stubborn([](const Input& candidate) { return candidate.file().text() == "a(b)"; });
    const auto reduced = reduce(one_file("a.py", "a(b)"), stubborn, {});
    ASSERT_TRUE(reduced);
    EXPECT_EQ(reduced->bytes_after, 4U);
    EXPECT_EQ(reduced->end, End::done);
    EXPECT_LE(stubborn.runs, 4U);
}

TEST(LookAhead, TakesUpWhereItStopped) {
    const testing::TemporaryFolder folder;
    const Input input = one_file("a.py", text());
    ManyAtOnce first(wanted);
    first.most_runs = 6;
    ASSERT_TRUE(reduce(input, first, {.state = folder.path() / "state"}));
    ManyAtOnce second(wanted), whole(wanted);
    const auto resumed = reduce(input, second, {.state = folder.path() / "state"});
    const auto at_once = reduce(input, whole, {});
    ASSERT_TRUE(resumed && at_once);
    EXPECT_EQ(resumed->best.file().text(), at_once->best.file().text());
    EXPECT_LT(second.runs, whole.runs);
}

} // namespace
} // namespace squire::bugreport
