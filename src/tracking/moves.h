// SPDX-License-Identifier: MIT
//
// The moves between the states of a vulnerability, as GitLab has them (docs.gitlab.com, user/application_security/vulnerabilities:
// "Vulnerability status values").
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "finding/vulnerability.h"

namespace squire::tracking {

enum class Action : std::uint8_t {
    confirm,
    dismiss,
    resolve,
    reopen, // a person asks for triage again
    seen_again, // a scan saw it although it was resolved
};

struct LegalMove {
    Action action;
    finding::State from;
    finding::State to;
};

/// Every move that there is. What is not here is refused: `confirm` of what is confirmed, for example, because an entry that changes nothing
/// would only hide who decided. Taking the last move back is none of these: it leads wherever that one came from.
[[nodiscard]] std::span<const LegalMove> legal_moves();

/// Where `action` leads from `from`; nothing where it is not legal.
[[nodiscard]] std::optional<finding::State> target_of(Action action, finding::State from);

/// What a person wants to do.
struct Decision {
    Action action = Action::confirm;
    std::optional<finding::DismissalReason> reason; // of a dismissal
    std::string comment; // why; a dismissal needs one
};

/// Where the decision leads from `from`. An error (usage) where the move is not legal, a dismissal has no reason or no comment, or something
/// else has a reason.
[[nodiscard]] Result<finding::State> decide(finding::State from, const Decision& decision);

/// As people write it: "needs triage", "used in tests", "dismiss".
[[nodiscard]] std::string words_of(finding::State state);
[[nodiscard]] std::string words_of(finding::DismissalReason reason);
[[nodiscard]] std::string_view words_of(Action action);

/// As people write it: any case, blanks or '-' for '_'; GitLab's "detected" is needs_triage.
[[nodiscard]] std::optional<finding::State> state_of_words(std::string_view text);
[[nodiscard]] std::optional<finding::DismissalReason> reason_of_words(std::string_view text);

} // namespace squire::tracking
