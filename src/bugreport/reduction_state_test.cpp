// SPDX-License-Identifier: MIT
#include "bugreport/reduction_state.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "bugreport/predicate_oracle_test.h"
#include "testing/temporary_folder.h"

namespace squire::bugreport {
namespace {

std::string program() {
    std::string text;
    for (int i = 0; i < 60; ++i) text += "def f" + std::to_string(i) + "(a, b):\n    return g(a, b + " + std::to_string(i) + ")\n\n";
    return text + "eval(f7(1, f50))\n";
}

bool is_wanted(const Input& candidate) {
    const std::string_view text = candidate.file().text();
    return text.contains("eval") && text.contains("def f7") && text.contains("g(a");
}

TEST(ReductionState, GoesOnAsIfNobodyHadInterrupted) {
    const testing::TemporaryFolder folder;
    const Input input = one_file("a.py", program());
    PredicateOracle whole(is_wanted);
    const auto uninterrupted = reduce(input, whole, {});
    ASSERT_TRUE(uninterrupted);

    const auto state = folder.path() / "state";
    Cancellation cancellation;
    std::uint64_t left = uninterrupted->asked / 2;
    PredicateOracle half([&](const Input& candidate) {
        if (--left == 0) cancellation.request();
        return is_wanted(candidate);
    });
    const auto interrupted = reduce(input, half, {.cancellation = &cancellation, .state = state});
    ASSERT_TRUE(interrupted);
    EXPECT_EQ(interrupted->end, End::cancelled);

    PredicateOracle rest(is_wanted);
    const auto resumed = reduce(input, rest, {.state = state});
    ASSERT_TRUE(resumed);
    EXPECT_EQ(resumed->best.file().text(), uninterrupted->best.file().text());
    EXPECT_EQ(resumed->tries, uninterrupted->tries);
    EXPECT_LE(resumed->asked, uninterrupted->asked / 2 + 2);
}

TEST(ReductionState, HoldsForOneInputAndOneQuestion) {
    const testing::TemporaryFolder folder;
    PredicateOracle oracle(is_wanted);
    const Input input = one_file("a.py", program());
    Input moved = input;
    moved.place = {.file = 0, .begin = 3, .end = 5};
    EXPECT_NE(state_key(input, oracle), state_key(moved, oracle));
    EXPECT_NE(state_key(input, oracle), state_key(one_file("b.py", program()), oracle));

    Verdicts verdicts;
    verdicts.add({.low = 1, .high = 0xFFFF'FFFF'FFFF'FFFFU}, true);
    verdicts.add({.low = 2, .high = 3}, false);
    const auto file = folder.path() / "state";
    ASSERT_TRUE(save_state(file, "key", verdicts));
    EXPECT_EQ(load_state(file, "key").all(), verdicts.all());
    EXPECT_EQ(load_state(file, "other").size(), 0U);
    EXPECT_EQ(load_state(folder.path() / "none", "key").size(), 0U);
}

TEST(ReductionState, DoesNotBelieveDamage) {
    const testing::TemporaryFolder folder;
    Verdicts verdicts;
    verdicts.add({.low = 1, .high = 2}, true);
    const auto file = folder.path() / "state";
    ASSERT_TRUE(save_state(file, "key", verdicts));
    const std::string text = read_file(file).value_or("");
    for (const std::string& damaged : {text.substr(0, text.size() - 1), text.substr(0, 30), std::string(),
                                       text.substr(0, text.size() - 2) + "?\n", "squire reduction 1 key\n" + std::string(32, 'z') + "+\n"}) {
        ASSERT_TRUE(write_file(file, damaged));
        EXPECT_EQ(load_state(file, "key").size(), 0U) << damaged;
    }
}

} // namespace
} // namespace squire::bugreport
