// SPDX-License-Identifier: MIT
#include "tracking/moves.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::tracking {
namespace {

using finding::DismissalReason;
using finding::State;

constexpr std::array<LegalMove, 14> kLegalMoves{{
    {Action::confirm, State::needs_triage, State::confirmed},
    {Action::confirm, State::dismissed, State::confirmed},
    {Action::confirm, State::resolved, State::confirmed},
    {Action::dismiss, State::needs_triage, State::dismissed},
    {Action::dismiss, State::confirmed, State::dismissed},
    {Action::dismiss, State::dismissed, State::dismissed}, // with another reason or comment
    {Action::dismiss, State::resolved, State::dismissed},
    {Action::resolve, State::needs_triage, State::resolved},
    {Action::resolve, State::confirmed, State::resolved},
    {Action::resolve, State::dismissed, State::resolved},
    {Action::reopen, State::confirmed, State::needs_triage},
    {Action::reopen, State::dismissed, State::needs_triage},
    {Action::reopen, State::resolved, State::needs_triage},
    {Action::seen_again, State::resolved, State::needs_triage},
}};

constexpr std::array kReasons{DismissalReason::acceptable_risk, DismissalReason::false_positive, DismissalReason::mitigating_control,
                              DismissalReason::used_in_tests, DismissalReason::not_applicable};

std::string with(char separator, char instead, std::string_view text) {
    std::string made(text);
    std::ranges::replace(made, separator, instead);
    return made;
}

} // namespace

std::span<const LegalMove> legal_moves() { return kLegalMoves; }

std::optional<State> target_of(Action action, State from) {
    for (const LegalMove& each : kLegalMoves) {
        if (each.action == action && each.from == from) return each.to;
    }
    return std::nullopt;
}

Result<State> decide(State from, const Decision& decision) {
    const auto to = target_of(decision.action, from);
    if (!to) return fail(ErrorKind::usage, fmt::format("it is {} already", from == State::needs_triage ? "waiting for triage" : words_of(from)));
    const bool dismisses = decision.action == Action::dismiss;
    if (dismisses && !decision.reason) {
        std::string reasons;
        for (const DismissalReason each : kReasons) reasons += fmt::format("{}{}", reasons.empty() ? "" : ", ", with('_', '-', to_string(each)));
        return fail(ErrorKind::usage, "a dismissal needs a reason", "", "one of: " + reasons);
    }
    if (dismisses && trim(decision.comment).empty()) {
        return fail(ErrorKind::usage, "a dismissal needs a comment", "", "say in a sentence what makes it harmless");
    }
    if (!dismisses && decision.reason) return fail(ErrorKind::usage, "only a dismissal has a reason");
    return *to;
}

std::string words_of(State state) { return with('_', ' ', to_string(state)); }
std::string words_of(DismissalReason reason) { return with('_', ' ', to_string(reason)); }

std::string_view words_of(Action action) {
    switch (action) {
    case Action::confirm: return "confirm";
    case Action::dismiss: return "dismiss";
    case Action::resolve: return "resolve";
    case Action::reopen: return "reopen";
    case Action::seen_again: return "seen again";
    }
    return "";
}

std::optional<State> state_of_words(std::string_view text) {
    const std::string plain = with('-', '_', with(' ', '_', to_lower(trim(text))));
    return plain == "detected" ? State::needs_triage : finding::parse_state(plain);
}

std::optional<DismissalReason> reason_of_words(std::string_view text) {
    return finding::parse_dismissal_reason(with('-', '_', with(' ', '_', to_lower(trim(text)))));
}

} // namespace squire::tracking
