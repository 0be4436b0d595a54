// SPDX-License-Identifier: MIT
#include "tracking/moves.h"

#include <array>
#include <map>
#include <string_view>

#include <gtest/gtest.h>

namespace squire::tracking {
namespace {

using finding::DismissalReason;
using finding::State;

constexpr std::array kActions{Action::confirm, Action::dismiss, Action::resolve, Action::reopen, Action::seen_again};

// The whole table once more, as a person would draw it: rows are states, columns what is done. '-' is refused.
TEST(Moves, AreGitLabs) {
    const std::map<State, std::string_view> rows = {
        // confirm, dismiss, resolve, reopen, seen again
        {State::needs_triage, "cdr--"},
        {State::confirmed, "-drn-"},
        {State::dismissed, "cdrn-"}, // seen again, it stays dismissed
        {State::resolved, "cd-nn"},
    };
    const std::map<char, State> letters = {{'n', State::needs_triage}, {'c', State::confirmed}, {'d', State::dismissed}, {'r', State::resolved}};
    std::size_t legal = 0;
    for (const auto& [state, row] : rows) {
        for (std::size_t i = 0; i < kActions.size(); ++i) {
            const auto target = target_of(kActions[i], state);
            if (row[i] == '-') {
                EXPECT_EQ(target, std::nullopt) << words_of(state) << ' ' << words_of(kActions[i]);
            } else {
                ++legal;
                EXPECT_EQ(target, letters.at(row[i])) << words_of(state) << ' ' << words_of(kActions[i]);
            }
        }
    }
    EXPECT_EQ(legal_moves().size(), legal);
}

TEST(Moves, NeedWhatTheyMean) {
    EXPECT_EQ(decide(State::confirmed, {Action::dismiss, DismissalReason::used_in_tests, "a fixture"}), State::dismissed);
    EXPECT_EQ(decide(State::needs_triage, {Action::resolve, std::nullopt, ""}), State::resolved);
    const auto message = [](State from, const Decision& decision) { return decide(from, decision).error().message; };
    EXPECT_EQ(message(State::needs_triage, {Action::dismiss, std::nullopt, "why"}), "a dismissal needs a reason");
    EXPECT_EQ(message(State::needs_triage, {Action::dismiss, DismissalReason::false_positive, " \t"}), "a dismissal needs a comment");
    EXPECT_EQ(message(State::needs_triage, {Action::confirm, DismissalReason::false_positive, "x"}), "only a dismissal has a reason");
    EXPECT_EQ(message(State::confirmed, {Action::confirm, std::nullopt, ""}), "it is confirmed already");
    EXPECT_EQ(message(State::needs_triage, {Action::reopen, std::nullopt, ""}), "it is waiting for triage already");
    EXPECT_EQ(decide(State::needs_triage, {Action::seen_again, std::nullopt, ""}).error().kind, ErrorKind::usage);
}

TEST(Words, AreReadAsTheyAreWritten) {
    for (int i = 0; i < 4; ++i) EXPECT_EQ(state_of_words(words_of(static_cast<State>(i))), static_cast<State>(i));
    for (int i = 0; i < 5; ++i) EXPECT_EQ(reason_of_words(words_of(static_cast<DismissalReason>(i))), static_cast<DismissalReason>(i));
    EXPECT_EQ(words_of(State::needs_triage), "needs triage");
    EXPECT_EQ(state_of_words("Needs-Triage"), State::needs_triage);
    EXPECT_EQ(state_of_words("detected"), State::needs_triage);
    EXPECT_EQ(reason_of_words("FALSE_POSITIVE"), DismissalReason::false_positive);
    EXPECT_EQ(reason_of_words("because"), std::nullopt);
    EXPECT_EQ(state_of_words(""), std::nullopt);
}

} // namespace
} // namespace squire::tracking
