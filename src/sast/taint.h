// SPDX-License-Identifier: MIT
//
// Taint within one file, across its functions: which sinks are reached from which sources. An abstract run of each function over the normalised tree:
// branches are run apart and joined, loops until nothing changes, and a call of a function of the file uses what its own run told (a summary of
// what flows from its parameters to its result and to sinks). Semgrep's documentation ("Taint analysis", docs/writing-rules/data-flow) defines what
// sources, sinks, sanitizers and propagators mean.
#pragma once

#include <cstdint>
#include <vector>

#include "rules/sast_rule.h"
#include "sast/match.h"
#include "sast/source_file.h"

namespace squire::sast {

/// Where the formulas of a taint rule match: for each of its entries, in the order of the rule.
struct TaintMatches {
    std::vector<std::vector<Match>> sources, sinks, sanitizers, propagators;
};

/// A place on the way of a taint: bytes of the text.
struct TaintStep {
    std::uint32_t begin = 0, end = 0;
    friend bool operator==(const TaintStep&, const TaintStep&) = default;
};

struct TaintFinding {
    Match match; // the sink, or the source where the rule's options ask for that; with the metavariables of both, the sink's first
    std::vector<TaintStep> steps; // source first, sink last
};

struct TaintResult {
    std::vector<TaintFinding> findings; // in order of the text, one a place
    std::uint32_t too_deep = 0; // expressions that were nested too deeply to be followed
};

/// Where the budget is spent, what was found so far.
[[nodiscard]] TaintResult find_flows(const rules::Taint& taint, const rules::SastOptions& options, const TaintMatches& matches,
                                     const Metavariables& metavariables, const SourceFile& file, Budget& budget);

} // namespace squire::sast
