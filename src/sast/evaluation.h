// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "sast/formula.h"
#include "sast/range_index.h"

namespace squire::sast {

/// One evaluation of a formula on a text.
class Evaluation {
public:
    Evaluation(const Subject& subject, const rules::SastOptions& options, const Metavariables& names, Budget& budget)
        : subject_(subject), options_(options), names_(names), budget_(budget) {}

    std::vector<Match> run(const Formula& formula);

private:
    enum class RangeKind : std::uint8_t { plain, inside, regex, anywhere };
    struct Range {
        Match match;
        RangeKind kind = RangeKind::plain;
    };
    using Ranges = std::vector<Range>;

    [[nodiscard]] static RangeIndex index_of(const Ranges& ranges);
    Ranges evaluate(const Formula& formula, const Near* near); // null: everywhere
    Ranges all(const Formula& formula, const Near* near);
    [[nodiscard]] Ranges intersect(const Ranges& xs, const Ranges& ys);
    void subtract(Ranges& from, const Ranges& what);
    [[nodiscard]] bool holds(const Binding& variable, const Binding& other) const;
    [[nodiscard]] bool agree(const Match& a, const Match& b) const;
    [[nodiscard]] bool included(const Range& a, const Range& b) const;
    [[nodiscard]] std::optional<Range> merged(const Range& a, const Range& b) const;
    void filter(const Condition& condition, Ranges& ranges);
    [[nodiscard]] Ranges focus(const Formula& formula, const Ranges& ranges) const;

    bool test(const Condition& condition, const Condition::OnRegex& test, Match& match, std::vector<Match>& more);
    bool test(const Condition& condition, const Condition::OnPattern& test, Match& match, std::vector<Match>& more);
    bool test(const Condition& condition, const Condition::OnComparison& test, Match& match, std::vector<Match>& more);
    bool test(const Condition& condition, const rules::MetavariableAnalysis& test, Match& match, std::vector<Match>& more);
    bool test(const Condition& condition, const rules::MetavariableType& test, Match& match, std::vector<Match>& more);
    bool test(const Condition& condition, const rules::MetavariableName& test, Match& match, std::vector<Match>& more);

    [[nodiscard]] std::string_view text(const Binding& binding) const {
        return subject_.text.substr(binding.begin, binding.end - binding.begin);
    }
    [[nodiscard]] std::string_view content(const Binding& binding) const; // of a string literal without its quotes

    const Subject& subject_;
    const rules::SastOptions& options_;
    const Metavariables& names_;
    Budget& budget_;
    const Match* around_ = nullptr; // what a nested formula is about
};

/// Whether a regex, as a text, has a repetition inside a repetition or two that overlap: a text can make it backtrack for ever.
[[nodiscard]] bool may_backtrack_for_ever(std::string_view regex);

/// Whether a text looks like a secret: much information for its length.
[[nodiscard]] bool has_high_entropy(std::string_view text, rules::MetavariableAnalysis::Mode mode);

} // namespace squire::sast
