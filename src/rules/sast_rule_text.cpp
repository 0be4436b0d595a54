// SPDX-License-Identifier: MIT
#include "rules/sast_rule_text.h"

#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "rules/label_expression.h"

namespace squire::rules {
namespace {

using Kind = Formula::Kind;

std::string_view name_of(Kind kind) {
    switch (kind) {
    case Kind::pattern: return "pattern";
    case Kind::regex: return "regex";
    case Kind::all: return "all";
    case Kind::any: return "any";
    case Kind::negation: return "not";
    case Kind::inside: return "inside";
    case Kind::anywhere: return "anywhere";
    }
    return "";
}

// One line as it is, several below each other.
std::string quoted(std::string_view text, std::size_t indent) {
    while (text.ends_with('\n')) text.remove_suffix(1);
    if (!text.contains('\n')) return fmt::format(" {}\n", printable(text));
    std::string lines = "\n";
    for (const std::string_view line : split(text, '\n')) lines += fmt::format("{:{}}| {}\n", "", indent + 2, printable(line));
    return lines;
}

std::string line(std::size_t indent, std::string_view text) { return fmt::format("{:{}}{}\n", "", indent, text); }

struct ConditionText {
    std::size_t indent;

    std::string operator()(const MetavariableRegex& each) const {
        return line(indent, fmt::format("where {} matches {}{}", each.metavariable, printable(each.regex),
                                        each.constant_propagation ? " (or the constant it holds)" : ""));
    }
    std::string operator()(const MetavariablePattern& each) const {
        std::string text =
            line(indent, fmt::format("where {}{} is", each.metavariable, each.language.empty() ? "" : ", as " + printable(each.language) + ","));
        for (const Formula& formula : each.formula) text += to_text(formula, indent + 2);
        return text;
    }
    std::string operator()(const MetavariableComparison& each) const {
        return line(indent,
                    fmt::format("where {}{}{}{}", printable(trim(each.comparison)), each.metavariable.empty() ? "" : " of " + each.metavariable,
                                each.strip ? ", quotes taken off" : "", each.base ? fmt::format(", base {}", *each.base) : ""));
    }
    std::string operator()(const MetavariableAnalysis& each) const {
        using enum MetavariableAnalysis::Analyzer;
        const std::string_view what = each.analyzer == redos     ? "is a regex that may take for ever"
                                      : each.analyzer == entropy ? "looks random"
                                                                 : "looks random (second way)";
        using enum MetavariableAnalysis::Mode;
        return line(indent, fmt::format("where {} {}{}", each.metavariable, what,
                                        each.mode == lax      ? ", lax"
                                        : each.mode == strict ? ", strict"
                                                              : ""));
    }
    std::string operator()(const MetavariableType& each) const {
        return line(indent,
                    fmt::format("where {} is of type {}", each.metavariable, printable(fmt::format("{}", fmt::join(each.types, " or ")))));
    }
    std::string operator()(const MetavariableName& each) const {
        return line(indent,
                    fmt::format("where {} comes from {}", each.metavariable, printable(fmt::format("{}", fmt::join(each.modules, " or ")))));
    }
};

std::string effect(SideEffect effect) {
    return effect == SideEffect::no ? "" : effect == SideEffect::yes ? ", by side effect" : ", by side effect only";
}

std::string needs(const LabelExpression& expression) {
    return expression.kind == LabelExpression::Kind::always ? "" : ", where " + to_string(expression) + " flows in";
}

std::string taint_text(const Taint& taint) {
    std::string text;
    for (const TaintSource& each : taint.sources) {
        text += line(2, fmt::format("source{}{}{}{}{}", each.label.empty() ? "" : " of " + printable(each.label), each.exact ? ", exact" : "",
                                    effect(each.by_side_effect), each.control ? ", of control" : "", needs(each.requires_labels)));
        text += to_text(each.formula, 4);
    }
    for (const TaintPropagator& each : taint.propagators) {
        const std::string replaced = each.replace_labels ? fmt::format(" instead of {}", fmt::join(*each.replace_labels, ", ")) : "";
        text += line(2, fmt::format("propagator from {} to {}{}{}{}{}", printable(each.from), printable(each.to),
                                    each.label.empty() ? "" : " as " + printable(each.label), printable(replaced), effect(each.by_side_effect),
                                    needs(each.requires_labels)));
        text += to_text(each.formula, 4);
    }
    for (const TaintSanitizer& each : taint.sanitizers) {
        text += line(2, fmt::format("sanitizer{}{}{}", each.exact ? ", exact" : "", effect(each.by_side_effect),
                                    each.not_conflicting ? ", unless it is a source or a sink" : ""));
        text += to_text(each.formula, 4);
    }
    for (const TaintSink& each : taint.sinks) {
        std::string of;
        for (const TaintSink::Needed& needed : each.requires_of)
            of += fmt::format(", where {} flows into {}", to_string(needed.labels), printable(needed.metavariable));
        text += line(
            2, fmt::format("sink{}{}{}{}", each.exact ? "" : ", not exact", each.at_exit ? ", at exit" : "", needs(each.requires_labels), of));
        text += to_text(each.formula, 4);
    }
    return text;
}

} // namespace

std::string to_text(const Formula& formula, std::size_t indent) { // NOLINT(misc-no-recursion): bounded by the reader
    std::string text = fmt::format("{:{}}{}", "", indent, name_of(formula.kind));
    if (formula.kind == Kind::pattern || formula.kind == Kind::regex) return text + quoted(formula.text, indent);
    text += '\n';
    for (const Formula& part : formula.parts) text += to_text(part, indent + 2);
    for (const Condition& condition : formula.conditions) text += std::visit(ConditionText{indent + 2}, condition.test);
    for (const Focus& focus : formula.focus)
        text += line(indent + 2, fmt::format("focus on {}", printable(fmt::format("{}", fmt::join(focus.metavariables, " or ")))));
    return text;
}

std::string to_text(const SastRule& rule) {
    std::string text =
        fmt::format("{} ({}, {}{})\n", rule.id, fmt::join(rule.languages, ", "), finding::to_string(rule.severity),
                    rule.confidence == finding::Confidence::unknown ? "" : fmt::format(", confidence {}", finding::to_string(rule.confidence)));
    text = printable(text.substr(0, text.size() - 1)) + "\n";
    for (const std::uint32_t cwe : rule.cwe) text += line(2, fmt::format("CWE-{}", cwe));
    for (const std::string& owasp : rule.owasp) text += line(2, "OWASP " + printable(owasp));
    for (const std::string& glob : rule.include) text += line(2, "only in " + printable(glob));
    for (const std::string& glob : rule.exclude) text += line(2, "not in " + printable(glob));
    text += rule.mode == SastRule::Mode::taint ? taint_text(rule.taint) : to_text(rule.formula, 2);
    if (rule.fix) text += "  fix" + quoted(*rule.fix, 2);
    if (rule.fix_regex) {
        text += line(2, fmt::format("fix: replace {} by {}{}", printable(rule.fix_regex->regex), printable(rule.fix_regex->replacement),
                                    rule.fix_regex->count == 0 ? "" : fmt::format(", {} of them", rule.fix_regex->count)));
    }
    return text;
}

} // namespace squire::rules
