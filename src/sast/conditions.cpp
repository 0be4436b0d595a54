// SPDX-License-Identifier: MIT
// The conditions on what metavariables are bound to.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include "rules/entropy.h"
#include "sast/evaluation.h"
#include "sast/types.h"

namespace squire::sast {

using syntax::kNoNode;
using syntax::NodeId;

std::string_view Evaluation::content(const Binding& binding) const {
    if (subject_.file == nullptr || binding.node == kNoNode || binding.count != 1) return text(binding);
    const syntax::Tree& tree = subject_.file->tree();
    return tree[binding.node].kind == syntax::kStringKind && binding.begin == tree[binding.node].begin ? tree.content(binding.node)
                                                                                                       : text(binding);
}

bool Evaluation::test(const Condition& condition, const Condition::OnRegex& test, Match& match, std::vector<Match>& /*more*/) {
    const Binding* found = match.binding(condition.metavariable);
    if (found == nullptr) return false;
    const Binding binding = *found;
    std::string_view subject = text(binding);
    std::uint32_t offset = binding.begin;
    std::string constant;
    if (test.constants && subject_.file != nullptr && binding.node != kNoNode && binding.count == 1) {
        const auto value = subject_.file->constants().of(binding.node);
        if (value && value->value_is_known && subject_.file->tree()[binding.node].kind != syntax::kStringKind) {
            constant = value->kind == Constant::Kind::string ? "\"" + value->value + "\"" : value->value;
            subject = constant;
        }
    }
    search::PcreMatch groups;
    const auto outcome = test.regex.match_at(subject, 0, groups);
    if (outcome == search::Pcre::Outcome::limit) budget_.hit(Bound::regex);
    if (outcome != search::Pcre::Outcome::found) return false;
    if (!constant.empty()) return true; // its parts are nowhere in the text
    for (const auto& [group, id] : test.captures) {
        const search::PcreMatch::Span& span = groups.groups[group];
        if (!span.took_part() || match.binding(id) != nullptr) continue;
        match.bindings.push_back({.metavariable = id,
                                  .begin = offset + static_cast<std::uint32_t>(span.begin),
                                  .end = offset + static_cast<std::uint32_t>(span.end)});
    }
    std::ranges::sort(match.bindings, {}, &Binding::metavariable);
    return true;
}

bool Evaluation::test(const Condition& condition, const Condition::OnPattern& test, Match& match,
                      std::vector<Match>& more) { // NOLINT(misc-no-recursion)
    const Binding* found = match.binding(condition.metavariable);
    if (found == nullptr || !budget_.spend()) return false;
    const Formula& formula = test.formula[0];
    const Binding binding = *found;
    if (test.language.empty() && subject_.file != nullptr) {
        const Subject part{.text = subject_.text, .file = subject_.file, .begin = binding.begin, .end = binding.end};
        Match around{
            .begin = binding.begin, .end = binding.end, .node = binding.count == 1 ? binding.node : kNoNode, .bindings = match.bindings};
        Evaluation inner(part, options_, names_, budget_);
        inner.around_ = &around;
        std::vector<Match> matches = inner.run(formula);
        std::erase_if(matches, [&](const Match& one) { return !agree(one, match); });
        if (matches.empty()) return false;
        bool first = true;
        for (const Match& one : matches) { // what only the inner formula binds stays bound
            Match wider = match;
            for (const Binding& inner_binding : one.bindings)
                if (wider.binding(inner_binding.metavariable) == nullptr) wider.bindings.push_back(inner_binding);
            if (wider.bindings.size() == match.bindings.size()) continue;
            std::ranges::sort(wider.bindings, {}, &Binding::metavariable);
            more.push_back(std::move(wider));
            if (std::exchange(first, false) && more.size() > 64) break;
        }
        return true;
    }
    // Another language: the text of what is bound, of a literal without its quotes, is a file of its own. Its bindings say nothing about this one.
    const std::string_view text = content(binding);
    const syntax::Language* language = syntax::language_named(test.language);
    std::unique_ptr<SourceFile> file;
    if (language != nullptr) {
        auto tree = syntax::Tree::parse(syntax::grammar_of(*language), text, {.time = std::chrono::milliseconds(1000), .bytes = 1U << 20U});
        if (!tree) return false;
        file = std::make_unique<SourceFile>(std::move(*tree));
    }
    const Subject whole{.text = text, .file = file.get(), .begin = 0, .end = static_cast<std::uint32_t>(text.size())};
    return !formula.evaluate(whole, options_, names_, budget_).empty();
}

namespace {

std::optional<ComparisonValue> comparable(std::string_view text, int base) {
    std::string digits;
    for (const char byte : text)
        if (byte != '_') digits += byte;
    while (digits.size() > 1 && (digits.back() == 'L' || digits.back() == 'l' || digits.back() == 'u' || digits.back() == 'U'))
        digits.pop_back();
    const bool negative = digits.starts_with('-');
    std::string_view rest = negative ? std::string_view(digits).substr(1) : std::string_view(digits);
    if (rest.empty() || rest[0] < '0' || rest[0] > '9') {
        if (base <= 10 || rest.empty()) return std::nullopt;
    }
    const auto prefixed = [&](std::string_view prefix) { return rest.size() > 2 && (rest.starts_with(prefix)); };
    if (prefixed("0x") || prefixed("0X")) {
        base = 16;
        rest.remove_prefix(2);
    } else if (prefixed("0o") || prefixed("0O")) {
        base = 8;
        rest.remove_prefix(2);
    } else if (prefixed("0b") || prefixed("0B")) {
        base = 2;
        rest.remove_prefix(2);
    } else if (base == 0 && rest.size() > 1 && rest[0] == '0' && rest.find_first_not_of("01234567") == std::string_view::npos)
        base = 8; // 0644
    std::uint64_t whole = 0;
    if (const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), whole, base == 0 ? 10 : base);
        read.ec == std::errc{} && read.ptr == rest.data() + rest.size())
        return ComparisonValue{(negative ? -1.0 : 1.0) * static_cast<double>(whole)};
    double fraction = 0;
    if (const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), fraction);
        read.ec == std::errc{} && read.ptr == rest.data() + rest.size())
        return ComparisonValue{(negative ? -1.0 : 1.0) * fraction};
    return std::nullopt;
}

} // namespace

bool Evaluation::test(const Condition& /*condition*/, const Condition::OnComparison& test, Match& match, std::vector<Match>& /*more*/) {
    const auto variables = [&](std::string_view name) -> std::optional<ComparisonValue> {
        const MetavariableId id = names_.find(name);
        const Binding* binding = id == kAnonymous ? nullptr : match.binding(id);
        if (binding == nullptr) return std::nullopt;
        const int base = test.base;
        if (subject_.file != nullptr && binding->node != kNoNode && binding->count == 1) {
            const syntax::Tree& tree = subject_.file->tree();
            const bool literal = tree[binding->node].kind == syntax::kStringKind;
            if (literal || binding->begin != tree[binding->node].begin) {
                const std::string_view text = content(*binding);
                if (test.strip || base != 0)
                    if (const auto number = comparable(text, base)) return number;
                return ComparisonValue{std::string(text)};
            }
            if (const auto number = comparable(text(*binding), base)) return number;
            if (const auto constant = subject_.file->constants().of(binding->node); constant && constant->value_is_known) {
                if (constant->kind == Constant::Kind::number) return comparable(constant->value, base);
                if (constant->kind == Constant::Kind::other) return ComparisonValue{constant->value == "true" || constant->value == "True"};
                return ComparisonValue{constant->value};
            }
            return ComparisonValue{std::string(text(*binding))};
        }
        if (const auto number = comparable(text(*binding), base)) return number;
        return ComparisonValue{std::string(text(*binding))};
    };
    const double now =
        static_cast<double>(std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count());
    const auto holds = test.comparison.holds(variables, now);
    if (!holds) budget_.hit(Bound::regex);
    return holds && *holds;
}

bool Evaluation::test(const Condition& condition, const rules::MetavariableAnalysis& test, Match& match, std::vector<Match>& /*more*/) {
    const Binding* binding = match.binding(condition.metavariable);
    if (binding == nullptr) return false;
    std::string value(content(*binding));
    if (subject_.file != nullptr && binding->node != kNoNode && binding->count == 1) {
        const auto constant = subject_.file->constants().of(binding->node);
        if (constant && constant->kind == Constant::Kind::string && constant->value_is_known) value = constant->value;
    }
    if (test.analyzer == rules::MetavariableAnalysis::Analyzer::redos) {
        if (value.size() > 2 && value.front() == '/' && value.rfind('/') > 0) value = value.substr(1, value.rfind('/') - 1);
        return may_backtrack_for_ever(value);
    }
    return has_high_entropy(value, test.mode);
}

bool Evaluation::test(const Condition& condition, const rules::MetavariableType& test, Match& match, std::vector<Match>& /*more*/) {
    const Binding* binding = match.binding(condition.metavariable);
    if (binding == nullptr || binding->node == kNoNode || subject_.file == nullptr) return false;
    return std::ranges::any_of(test.types, [&](const std::string& type) { return has_type(*subject_.file, binding->node, type); });
}

bool Evaluation::test(const Condition& condition, const rules::MetavariableName& test, Match& match, std::vector<Match>& /*more*/) {
    const Binding* binding = match.binding(condition.metavariable);
    if (binding == nullptr || binding->node == kNoNode || subject_.file == nullptr) return false;
    const std::string_view name = text(*binding);
    const std::vector<std::string>& path = subject_.file->imports().path_of(name.substr(0, name.find('.')), binding->node);
    return !path.empty() && std::ranges::find(test.modules, path[0]) != test.modules.end();
}

bool may_backtrack_for_ever(std::string_view regex) {
    // Groups from the inside out: a repeated group whose content ends in, or is, a repetition of more than one.
    std::vector<bool> repeats; // the group being read has an unbounded repetition
    repeats.push_back(false);
    const auto unbounded = [&](std::size_t at) {
        if (at >= regex.size()) return false;
        if (regex[at] == '*' || regex[at] == '+') return at + 1 >= regex.size() || regex[at + 1] != '+'; // not possessive
        return regex[at] == '{' && regex.find(",}", at) != std::string_view::npos && regex.find('}', at) == regex.find(",}", at) + 1;
    };
    for (std::size_t i = 0; i < regex.size(); ++i) {
        const char byte = regex[i];
        bool atom = true;
        if (byte == '\\')
            ++i;
        else if (byte == '[') {
            const std::size_t close = regex.find(']', i + 2);
            if (close == std::string_view::npos) return false;
            i = close;
        } else if (byte == '(') {
            repeats.push_back(false);
            atom = false;
        } else if (byte == ')' && repeats.size() > 1) {
            const bool inner = repeats.back();
            repeats.pop_back();
            if (inner && unbounded(i + 1)) return true;
            if (inner) repeats.back() = true;
        }
        if (atom && unbounded(i + 1)) repeats.back() = true;
    }
    return false;
}

bool has_high_entropy(std::string_view text, rules::MetavariableAnalysis::Mode mode) {
    if (text.size() < 8 || text.find(' ') != std::string_view::npos) return false;
    using Mode = rules::MetavariableAnalysis::Mode;
    const double wanted = mode == Mode::lax ? 2.8 : mode == Mode::strict ? 3.7 : 3.2; // bits a byte
    return rules::shannon_entropy(text) >= wanted;
}

} // namespace squire::sast
