// SPDX-License-Identifier: MIT
//
// What a rule looks for, compiled, and its evaluation on a file by an algebra of ranges: positive parts are intersected, negative ones taken away,
// conditions filter, the focus narrows. The order in the rule's text says nothing.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "rules/sast_rule.h"
#include "sast/comparison.h"
#include "sast/leaf.h"
#include "search/pcre.h"

namespace squire::sast {

struct Condition;

class Formula {
public:
    /// `language` as rules name it. The error says which pattern, with its line in `place` after `file`.
    [[nodiscard]] static Result<Formula> compile(const rules::Formula& formula, std::string_view language, const rules::SastOptions& options,
                                                 const LeafCompiler& leaves, Metavariables& metavariables, std::string_view file);

    Formula(Formula&& other) noexcept;
    Formula& operator=(Formula&& other) noexcept;
    ~Formula();

    /// Each place once for each way of binding, in order of the text. `names`: the ones it was compiled with.
    [[nodiscard]] std::vector<Match> evaluate(const Subject& subject, const rules::SastOptions& options, const Metavariables& names,
                                              Budget& budget) const;

    /// Whether it can match there at all, as far as can be told without looking.
    [[nodiscard]] bool may_match(const Subject& subject) const;

    /// The tree of patterns, for `squire rules explain`.
    [[nodiscard]] std::string explain(const Metavariables& metavariables, std::size_t depth = 0) const;

private:
    friend class FormulaCompiler;
    friend class Evaluation;
    Formula();

    rules::Formula::Kind kind_ = rules::Formula::Kind::pattern;
    std::unique_ptr<Leaf> leaf_;
    bool any_expression_ = false; // "$X" alone: chooses from what the other parts give
    bool anything_ = false; // "..." alone
    std::vector<Formula> parts_;
    std::vector<Condition> conditions_;
    std::vector<std::vector<MetavariableId>> focus_;
};

/// One condition of a formula, compiled.
struct Condition {
    struct OnRegex {
        search::Pcre regex;
        bool constants = false;
        std::vector<std::pair<std::size_t, MetavariableId>> captures;
    };
    struct OnPattern {
        std::vector<Formula> formula; // one
        std::string language; // empty: the rule's own, on the tree as it is
    };
    struct OnComparison {
        Comparison comparison;
        int base = 0;
        bool strip = false;
    };
    std::variant<OnRegex, OnPattern, OnComparison, rules::MetavariableAnalysis, rules::MetavariableType, rules::MetavariableName> test;
    MetavariableId metavariable = kAnonymous;
};

/// Whether two bindings of one file are to the same code.
[[nodiscard]] bool same_code(const Subject& subject, const Binding& a, const Binding& b);

} // namespace squire::sast
