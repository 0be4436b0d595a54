// SPDX-License-Identifier: MIT
//
// From a rule's regex to what one pass over all rules looks for. A *trigger* is a short, bounded part that every match of the regex contains: around its
// most telling literal, cut where a repetition gets long. Where it shows up, the regex itself is tried on the bytes around, as far as a match can reach.
//
// Bounded width is what makes triggers local: whether one ends at a byte depends on at most `width` bytes before it. So in a history, a trigger in
// bytes that were copied from another text need not be looked for again (pattern_scan.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rules/secret_rule.h"

namespace squire::secrets {

struct Trigger {
    std::string expression; // for Vectorscan, without flags
    std::uint32_t width = 0; // the longest text it matches
    std::uint32_t least = 0; // the shortest
};

/// How far a match of the regex can reach from the trigger's end, on one side: its bounded parts together, and its unbounded ones, none of which can
/// have a line feed in it.
struct Reach {
    std::uint64_t bytes = 0;
    std::uint32_t unbounded = 0; // parts that go on as far as their line does
    bool bytes_span_lines = false; // a bounded part may have a line feed in it, so that unbounded ones may stand on several lines
    bool whole_text = false; // an unbounded part may have line feeds in it

    /// How often to go `bytes` further and then on to the line's end.
    [[nodiscard]] std::uint32_t steps() const { return bytes_span_lines ? unbounded + 1 : 1; }
};

struct RulePlan {
    std::vector<Trigger> triggers; // any of them; empty: the regex is tried on every text
    Reach before; // from the trigger's end backwards
    Reach after;
    bool keyword_certain = false; // every match contains one of the rule's keywords, or it has none
};

/// For a rule with a regex. A regex that cannot be analysed gets its keywords as triggers, or, without keywords, none.
[[nodiscard]] RulePlan plan_rule(const rules::SecretRule& rule);

} // namespace squire::secrets
