// SPDX-License-Identifier: MIT
#include "sast/formula.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "sast/evaluation.h"
#include "sast/pattern_text.h"

namespace squire::sast {

namespace {

constexpr int kMostDepth = 40;
using Kind = rules::Formula::Kind;

} // namespace

Formula::Formula() = default;
Formula::Formula(Formula&& other) noexcept = default;
Formula& Formula::operator=(Formula&& other) noexcept = default;
Formula::~Formula() = default;

class FormulaCompiler {
public:
    FormulaCompiler(std::string_view language, const rules::SastOptions& options, const LeafCompiler& leaves, Metavariables& metavariables,
                    std::string_view file)
        : language_(language), options_(options), leaves_(leaves), metavariables_(metavariables), file_(file) {}

    Result<Formula> compile(const rules::Formula& source, int depth) { // NOLINT(misc-no-recursion): bounded by depth
        if (depth > kMostDepth) return fail(ErrorKind::limit, "formulas are nested too deeply", place(source.line));
        Formula result;
        result.kind_ = source.kind;
        if (source.kind == Kind::pattern || source.kind == Kind::regex) {
            auto leaf = source.kind == Kind::regex ? compile_regex_leaf(source.text, metavariables_)
                                                   : leaves_.compile(source.text, language_, options_, metavariables_);
            if (!leaf) return at(leaf.error(), source.line);
            result.leaf_ = std::move(*leaf);
            const std::string_view text = trim(source.text);
            result.anything_ = source.kind == Kind::pattern && text == "...";
            result.any_expression_ =
                source.kind == Kind::pattern && !text.starts_with("$...") && !text.empty() && metavariable_end(text, 0) == text.size();
            return result;
        }
        for (const rules::Formula& part : source.parts) {
            auto compiled = compile(part, depth + 1);
            if (!compiled) return compiled;
            result.parts_.push_back(std::move(*compiled));
        }
        for (const rules::Condition& condition : source.conditions) {
            auto compiled = compile(condition, depth);
            if (!compiled) return at(compiled.error(), condition.line);
            result.conditions_.push_back(std::move(*compiled));
        }
        for (const rules::Focus& focus : source.focus) {
            std::vector<MetavariableId> ids;
            for (const std::string& name : focus.metavariables) ids.push_back(metavariables_.id_of(name));
            result.focus_.push_back(std::move(ids));
        }
        return result;
    }

private:
    [[nodiscard]] std::string place(std::uint32_t line) const { return fmt::format("{}:{}", file_, line); }
    [[nodiscard]] std::unexpected<Error> at(Error error, std::uint32_t line) const {
        if (error.place.empty()) error.place = place(line);
        return std::unexpected(std::move(error));
    }

    Result<Condition> compile(const rules::Condition& source, int depth) { // NOLINT(misc-no-recursion): bounded by depth
        return std::visit([&](const auto& test) { return compile_test(test, depth); }, source.test);
    }

    Result<Condition> compile_test(const rules::MetavariableRegex& source, int /*depth*/) {
        auto regex = search::Pcre::compile(source.regex);
        if (!regex) return std::unexpected(regex.error());
        std::vector<std::pair<std::size_t, MetavariableId>> captures;
        for (const auto& [name, group] : regex->names()) captures.emplace_back(group, metavariables_.id_of("$" + name));
        for (std::size_t i = 1; i <= regex->groups(); ++i) captures.emplace_back(i, metavariables_.id_of(fmt::format("${}", i)));
        return Condition{
            .test = Condition::OnRegex{.regex = std::move(*regex), .constants = source.constant_propagation, .captures = std::move(captures)},
            .metavariable = metavariables_.id_of(source.metavariable)};
    }

    Result<Condition> compile_test(const rules::MetavariablePattern& source, int depth) { // NOLINT(misc-no-recursion): bounded by depth
        if (source.formula.size() != 1) return fail(ErrorKind::malformed, "metavariable-pattern has no pattern");
        const std::string language = source.language.empty() ? std::string(language_) : source.language;
        FormulaCompiler inner(language, options_, leaves_, metavariables_, file_);
        auto formula = inner.compile(source.formula[0], depth + 1);
        if (!formula) return std::unexpected(formula.error());
        Condition::OnPattern test;
        test.formula.push_back(std::move(*formula));
        test.language = source.language;
        return Condition{.test = std::move(test), .metavariable = metavariables_.id_of(source.metavariable)};
    }

    Result<Condition> compile_test(const rules::MetavariableComparison& source, int /*depth*/) {
        auto comparison = Comparison::compile(source.comparison);
        if (!comparison) return std::unexpected(comparison.error());
        for (const std::string& name : comparison->variables()) metavariables_.id_of(name);
        return Condition{
            .test = Condition::OnComparison{.comparison = std::move(*comparison), .base = source.base.value_or(0), .strip = source.strip},
            .metavariable = source.metavariable.empty() ? kAnonymous : metavariables_.id_of(source.metavariable)};
    }

    template <class Test> Result<Condition> compile_test(const Test& source, int /*depth*/) {
        return Condition{.test = source, .metavariable = metavariables_.id_of(source.metavariable)};
    }

    std::string_view language_;
    const rules::SastOptions& options_;
    const LeafCompiler& leaves_;
    Metavariables& metavariables_;
    std::string_view file_;
};

Result<Formula> Formula::compile(const rules::Formula& formula, std::string_view language, const rules::SastOptions& options,
                                 const LeafCompiler& leaves, Metavariables& metavariables, std::string_view file) {
    return FormulaCompiler(language, options, leaves, metavariables, file).compile(formula, 0);
}

std::vector<Match> Formula::evaluate(const Subject& subject, const rules::SastOptions& options, const Metavariables& names,
                                     Budget& budget) const {
    return Evaluation(subject, options, names, budget).run(*this);
}

bool Formula::may_match(const Subject& subject) const { // NOLINT(misc-no-recursion): as deep as it was compiled
    const auto may = [&](const Formula& part) { return part.kind_ == rules::Formula::Kind::negation || part.may_match(subject); };
    if (leaf_) return leaf_->may_match(subject);
    return kind_ == rules::Formula::Kind::any ? std::ranges::any_of(parts_, may) : std::ranges::all_of(parts_, may);
}

std::string Formula::explain(const Metavariables& metavariables,
                             std::size_t depth) const { // NOLINT(misc-no-recursion): as deep as it was compiled
    static constexpr std::array kNames{"pattern", "regex", "all of", "any of", "not", "inside", "anywhere"};
    const std::string indent(2 * depth, ' ');
    std::string result = fmt::format("{}{}\n", indent, kNames[static_cast<std::size_t>(kind_)]);
    if (leaf_) {
        const std::string tree = leaf_->explain(metavariables);
        for (const std::string_view line : split(tree, '\n'))
            if (!line.empty()) result += fmt::format("{}  {}\n", indent, line);
    }
    for (const Formula& part : parts_) result += part.explain(metavariables, depth + 1);
    for (const Condition& condition : conditions_) {
        static constexpr std::array kTests{"regex", "pattern", "comparison", "analysis", "type", "name"};
        result += fmt::format("{}  where {} fits a {}\n", indent,
                              condition.metavariable == kAnonymous ? std::string_view("it") : metavariables.name(condition.metavariable),
                              kTests[condition.test.index()]);
        if (const auto* pattern = std::get_if<Condition::OnPattern>(&condition.test))
            result += pattern->formula[0].explain(metavariables, depth + 2);
    }
    for (const auto& focus : focus_) {
        result += fmt::format("{}  focus on", indent);
        for (const MetavariableId id : focus) result += fmt::format(" {}", metavariables.name(id));
        result += '\n';
    }
    return result;
}

} // namespace squire::sast
