// SPDX-License-Identifier: MIT
#include "sast/compiled_rule.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "sast/generic_leaf.h"
#include "syntax/languages.h"

namespace squire::sast {

Result<CompiledRule> CompiledRule::compile(const rules::SastRule& rule, std::string_view language, PatternMemory* memory) {
    PatternMemory own;
    if (memory == nullptr) memory = &own;
    CompiledRule made;
    made.rule_ = &rule;
    const auto add = [&](const rules::Formula& formula, std::vector<Formula>& to) -> Result<void> {
        auto compiled = Formula::compile(formula, language, rule.options, AllLeafCompiler(memory), made.metavariables_, rule.file);
        if (!compiled) return std::unexpected(std::move(compiled.error()));
        to.push_back(std::move(*compiled));
        return {};
    };
    if (rule.mode == rules::SastRule::Mode::search) {
        if (auto added = add(rule.formula, made.formula_); !added) return std::unexpected(std::move(added.error()));
        return made;
    }
    if (is_generic(language)) return fail(ErrorKind::unsupported, "taint needs a language that is parsed", rule.place());
    const auto add_all = [&](const auto& entries, std::vector<Formula>& to) -> Result<void> {
        for (const auto& entry : entries) {
            if (auto added = add(entry.formula, to); !added) return added;
        }
        return {};
    };
    auto added = add_all(rule.taint.sources, made.sources_);
    if (added) added = add_all(rule.taint.sinks, made.sinks_);
    if (added) added = add_all(rule.taint.sanitizers, made.sanitizers_);
    if (added) added = add_all(rule.taint.propagators, made.propagators_);
    if (!added) return std::unexpected(std::move(added.error()));
    return made;
}

RuleOutcome CompiledRule::find(const Subject& subject, Budget& budget) const {
    RuleOutcome outcome;
    const auto matches_of = [&](const Formula& formula) {
        return formula.may_match(subject) ? formula.evaluate(subject, rule_->options, metavariables_, budget) : std::vector<Match>();
    };
    const auto any_may_match = [&](const std::vector<Formula>& formulas) {
        return std::ranges::any_of(formulas, [&](const Formula& formula) { return formula.may_match(subject); });
    };
    if (!formula_.empty()) {
        for (Match& match : matches_of(formula_.front())) outcome.found.push_back({std::move(match), {}});
    } else if (subject.file != nullptr && any_may_match(sources_) && any_may_match(sinks_)) {
        const auto all = [&](const std::vector<Formula>& formulas) {
            std::vector<std::vector<Match>> matches;
            for (const Formula& formula : formulas) matches.push_back(matches_of(formula));
            return matches;
        };
        const auto none = [](const std::vector<std::vector<Match>>& of) { return std::ranges::all_of(of, &std::vector<Match>::empty); };
        TaintMatches matches{.sources = all(sources_)};
        if (!none(matches.sources)) matches.sinks = all(sinks_);
        if (!none(matches.sinks)) {
            matches.sanitizers = all(sanitizers_);
            matches.propagators = all(propagators_);
            TaintResult result = find_flows(rule_->taint, rule_->options, matches, metavariables_, *subject.file, budget);
            for (TaintFinding& finding : result.findings) outcome.found.push_back({std::move(finding.match), std::move(finding.steps)});
            outcome.too_deep = result.too_deep;
        }
    }
    const auto place = [](const Found& found) { return std::pair(found.match.begin, found.match.end); };
    std::ranges::stable_sort(outcome.found, {}, place);
    const auto twice = std::ranges::unique(outcome.found, {}, place);
    outcome.found.erase(twice.begin(), twice.end());
    if (const std::uint32_t most = rule_->options.max_match_per_file; most != 0 && outcome.found.size() > most) outcome.found.resize(most);
    outcome.timed_out = budget.spent();
    std::ranges::copy_if(kBounds, std::back_inserter(outcome.bounds), [&](Bound bound) { return budget.was_hit(bound); });
    return outcome;
}

std::string CompiledRule::explain() const {
    std::string text;
    const auto show = [&](std::string_view title, const std::vector<Formula>& formulas) {
        for (const Formula& formula : formulas) {
            text += title;
            text += '\n';
            text += formula.explain(metavariables_, 1);
        }
    };
    show("search", formula_);
    show("source", sources_);
    show("propagator", propagators_);
    show("sanitizer", sanitizers_);
    show("sink", sinks_);
    return text;
}

std::string_view canonical_language(std::string_view name) {
    if (name == "none") return "regex";
    if (name == "generic") return "generic";
    if (name == "regex") return "regex";
    const syntax::Language* const known = syntax::language_named(name);
    return known == nullptr ? std::string_view() : known->name;
}

} // namespace squire::sast
