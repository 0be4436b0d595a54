// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/sast_rule.h"
#include "sast/formula.h"
#include "sast/taint.h"

namespace squire::sast {

/// What a rule found in one place.
struct Found {
    Match match;
    std::vector<TaintStep> steps; // of a taint rule: source first, sink last
};

/// What one rule found in one text.
struct RuleOutcome {
    std::vector<Found> found; // in order of the text, one a place
    bool timed_out = false;   // the budget was spent: there may be more
    std::uint32_t too_deep = 0; // expressions nested too deeply for taint to be followed
    std::vector<Bound> bounds;  // others that were hit: there may be more
};

/// One rule made ready for one language. Immutable; used by any number of threads.
class CompiledRule {
public:
    /// `language` as `canonical_language` gives it. `rule` must outlive it. Errors name the pattern with its line: malformed, unsupported, limit.
    [[nodiscard]] static Result<CompiledRule> compile(const rules::SastRule& rule, std::string_view language, PatternMemory* memory = nullptr);

    [[nodiscard]] RuleOutcome find(const Subject& subject, Budget& budget) const;

    [[nodiscard]] const rules::SastRule& rule() const { return *rule_; }
    [[nodiscard]] const Metavariables& metavariables() const { return metavariables_; }
    /// The trees of its patterns, for people.
    [[nodiscard]] std::string explain() const;

private:
    const rules::SastRule* rule_ = nullptr;
    Metavariables metavariables_;
    std::vector<Formula> formula_; // of a search rule, one
    std::vector<Formula> sources_, sinks_, sanitizers_, propagators_;
};

/// The one name of a language that rules call by several: "py" is "python"; "generic" and "regex" stay. Empty: not known.
[[nodiscard]] std::string_view canonical_language(std::string_view name);

} // namespace squire::sast
