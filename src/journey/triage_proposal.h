// SPDX-License-Identifier: MIT
//
// What a person might decide about a vulnerability, and why. Proposed, never decided.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "finding/vulnerability.h"

namespace squire::journey {

enum class Advice : std::uint8_t {
    confirm, // there is evidence that it is real
    dismiss, // there is evidence that it does no harm
    look,    // nothing speaks clearly for either
};

struct TriageProposal {
    std::string vulnerability; // its id
    Advice advice = Advice::look;
    std::optional<finding::DismissalReason> dismissal; // exactly where `advice` is dismiss
    std::string reason; // one sentence
    finding::Severity severity = finding::Severity::unknown;
    std::string name, place;
};

/// Looks at flags that scanners set, at where the finding stands, at flows, and at whether the project uses a weak package.
[[nodiscard]] TriageProposal propose(const finding::Vulnerability& vulnerability);

[[nodiscard]] std::string_view to_string(Advice advice); // "confirm"

/// For people: the numbers, then at most `most` of each kind, with the commands that carry them out. Markdown.
[[nodiscard]] std::string proposals_as_markdown(std::span<const TriageProposal> proposals, std::size_t most);
[[nodiscard]] std::string proposals_as_json(std::span<const TriageProposal> proposals);

} // namespace squire::journey
