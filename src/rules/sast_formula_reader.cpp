// SPDX-License-Identifier: MIT
#include "rules/sast_formula_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "base/nearest_word.h"
#include "base/text.h"

namespace squire::rules {
namespace {

using Field = YamlReading::Field;
using Kind = Formula::Kind;

constexpr std::array<std::string_view, 9> kFormulaKeys = {"pattern",
                                                          "patterns",
                                                          "pattern-either",
                                                          "pattern-regex",
                                                          "pattern-inside",
                                                          "pattern-not",
                                                          "pattern-not-inside",
                                                          "pattern-not-regex",
                                                          "semgrep-internal-pattern-anywhere"};
constexpr std::array<std::string_view, 7> kConditionKeys = {"focus-metavariable",      "metavariable-regex",    "metavariable-pattern",
                                                            "metavariable-comparison", "metavariable-analysis", "metavariable-type",
                                                            "metavariable-name"};
constexpr std::array<std::string_view, 8> kSecondKeys = {"pattern", "regex", "all", "any", "not", "inside", "anywhere", "where"};

bool has(std::span<const std::string_view> keys, std::string_view key) { return std::ranges::find(keys, key) != keys.end(); }

const Field* find(const SastFormulaReader::Fields& fields, std::string_view key) {
    const auto found = std::ranges::find(fields, key, &Field::key);
    return found == fields.end() ? nullptr : &*found;
}

void unknown_key(YamlReading& yaml, const Field& field, std::span<const std::string_view> known) {
    const std::string_view nearest = nearest_word(field.key, known);
    yaml.fail(*field.at, fmt::format("the key '{}' is not known here", printable(shorten(field.key, 80))),
              nearest.empty() ? "left out, it would change what the rule finds" : fmt::format("did you mean '{}'?", nearest));
}

void only(YamlReading& yaml, const SastFormulaReader::Fields& fields, std::span<const std::string_view> known) {
    for (const Field& field : fields) {
        if (!has(known, field.key)) unknown_key(yaml, field, known);
    }
}

std::string text_of(YamlReading& yaml, const SastFormulaReader::Fields& fields, std::string_view key) {
    const Field* const field = find(fields, key);
    return field == nullptr ? std::string() : yaml.text(*field->value, key);
}

std::vector<std::string> texts_of(YamlReading& yaml, const SastFormulaReader::Fields& fields, std::string_view one, std::string_view many) {
    std::vector<std::string> found;
    for (const std::string_view key : {one, many}) {
        const Field* const field = find(fields, key);
        if (field == nullptr) continue;
        for (std::string& text : yaml.texts(*field->value, key)) found.push_back(std::move(text));
    }
    return found;
}

bool is_metavariable(std::string_view text) {
    if (text.starts_with("$...")) text.remove_prefix(3);
    return text.size() > 1 && (text.front() == '$' || text.front() == '.') && std::ranges::all_of(text.substr(1), [](char byte) {
               return (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '_';
           });
}

} // namespace

bool SastFormulaReader::is_formula_key(std::string_view key) { return has(kFormulaKeys, key); }

bool SastFormulaReader::enter(const yaml::Node& at) {
    if (yaml_.failed()) return false;
    if (++made_ > kFormulaLimit) yaml_.fail(at, fmt::format("more than {} patterns in one rule", kFormulaLimit), "split it", ErrorKind::limit);
    if (depth_ > kDepthLimit) yaml_.fail(at, fmt::format("nested more than {} deep", kDepthLimit), "flatten it", ErrorKind::limit);
    return !yaml_.failed();
}

Formula SastFormulaReader::leaf(Kind kind, const yaml::Node& text) {
    Formula made{.kind = kind, .text = yaml_.text(text, kind == Kind::regex ? "a regex" : "a pattern"), .line = yaml_.line(text)};
    if (trim(made.text).empty() && !yaml_.failed()) yaml_.fail(text, kind == Kind::regex ? "an empty regex" : "an empty pattern");
    return made;
}

Formula SastFormulaReader::around(Kind kind, Formula part) {
    Formula made{.kind = kind, .line = part.line};
    made.parts.push_back(std::move(part));
    return made;
}

void SastFormulaReader::need(const std::string& metavariable, const yaml::Node& at) {
    if (!is_metavariable(metavariable) && !yaml_.failed())
        yaml_.fail(at, fmt::format("'{}' is no metavariable", printable(shorten(metavariable, 80))), "as in $NAME");
}

Formula SastFormulaReader::first_syntax(const yaml::Node& at, const Fields& fields,
                                        Fields& others) { // NOLINT(misc-no-recursion): bounded by `enter`
    const Field* formula = nullptr;
    for (const Field& field : fields) {
        if (!is_formula_key(field.key)) {
            others.push_back(field);
        } else if (formula != nullptr) {
            yaml_.fail(*field.at, fmt::format("'{}' beside '{}': only one of them can be meant", field.key, formula->key),
                       "put both below 'patterns'");
        } else {
            formula = &field;
        }
    }
    if (formula != nullptr) return keyed(*formula);
    yaml_.fail(at, "there is no pattern", "one of pattern, patterns, pattern-either, pattern-regex");
    return {};
}

Formula SastFormulaReader::nested(const yaml::Node& node) { // NOLINT(misc-no-recursion): bounded by `enter`
    const Fields fields = yaml_.fields(node, "a pattern");
    Fields others;
    Formula made = first_syntax(node, fields, others);
    for (const Field& other : others) {
        if (has(kConditionKeys, other.key)) {
            yaml_.fail(*other.at, fmt::format("'{}' has to stand in a list below 'patterns'", other.key));
        } else {
            unknown_key(yaml_, other, kFormulaKeys);
        }
    }
    return made;
}

Formula SastFormulaReader::text_or_formula(const yaml::Node& node) { // NOLINT(misc-no-recursion): bounded by `enter`
    const yaml::Node& value = yaml_.follow(node);
    return value.kind == yaml::NodeKind::mapping ? nested(value) : leaf(Kind::pattern, value);
}

Formula SastFormulaReader::keyed(const Field& field) { // NOLINT(misc-no-recursion): bounded by `enter`
    if (!enter(*field.at)) return {};
    ++depth_;
    Formula made;
    const std::string_view key = field.key;
    const yaml::Node& value = *field.value;
    if (key == "pattern") {
        made = text_or_formula(value);
    } else if (key == "pattern-regex") {
        made = leaf(Kind::regex, value);
    } else if (key == "pattern-not-regex") {
        made = around(Kind::negation, leaf(Kind::regex, value));
    } else if (key == "pattern-inside") {
        made = around(Kind::inside, text_or_formula(value));
    } else if (key == "pattern-not") {
        made = around(Kind::negation, text_or_formula(value));
    } else if (key == "pattern-not-inside") {
        made = around(Kind::negation, around(Kind::inside, text_or_formula(value)));
    } else if (key == "semgrep-internal-pattern-anywhere") {
        made = around(Kind::anywhere, text_or_formula(value));
    } else if (key == "pattern-either") {
        made = Formula{.kind = Kind::any, .line = yaml_.line(*field.at)};
        for (const yaml::Node* item : yaml_.items(value, key)) {
            if (yaml_.failed()) break;
            made.parts.push_back(nested(*item));
        }
        if (made.parts.empty()) yaml_.fail(*field.at, "an empty pattern-either matches nothing");
    } else {
        made = conjunction(value);
        made.line = yaml_.line(*field.at);
    }
    --depth_;
    return made;
}

Formula SastFormulaReader::conjunction(const yaml::Node& list) { // NOLINT(misc-no-recursion): bounded by `enter`
    Formula made{.kind = Kind::all};
    for (const yaml::Node* item : yaml_.items(list, "patterns")) {
        if (yaml_.failed()) break;
        Fields conditions;
        Fields formulas;
        for (const Field& field : yaml_.fields(*item, "an entry of patterns")) {
            const bool condition =
                has(kConditionKeys, field.key) || field.key == "semgrep-internal-metavariable-name" || !is_formula_key(field.key);
            (condition ? conditions : formulas).push_back(field);
        }
        for (const Field& field : formulas)
            made.parts.push_back(keyed(field)); // several keys in one entry mean what they mean in several entries
        for (const Field& field : conditions) refine(made, field);
    }
    if (made.parts.empty() && !yaml_.failed()) yaml_.fail(list, "there is no pattern among the patterns");
    return made;
}

// One condition or focus of a conjunction.
void SastFormulaReader::refine(Formula& to, const Field& field) { // NOLINT(misc-no-recursion): bounded by `enter`
    if (!enter(*field.at)) return;
    const std::string_view key = field.key;
    if (key == "focus-metavariable") {
        Focus focus{yaml_.texts(*field.value, key)};
        for (const std::string& metavariable : focus.metavariables) need(metavariable, *field.value);
        to.focus.push_back(std::move(focus));
        return;
    }
    if (key == "pattern-where-python") {
        yaml_.fail(*field.at, "'pattern-where-python' would run code out of the rule file", "write a metavariable-comparison",
                   ErrorKind::unsupported);
        return;
    }
    if (!has(kConditionKeys, key) && key != "semgrep-internal-metavariable-name") {
        std::vector<std::string_view> known(kFormulaKeys.begin(), kFormulaKeys.end());
        known.insert(known.end(), kConditionKeys.begin(), kConditionKeys.end());
        return unknown_key(yaml_, field, known);
    }
    ++depth_;
    const Fields fields = yaml_.fields(*field.value, key);
    Condition made{.line = yaml_.line(*field.at)};
    const yaml::Node& at = *field.at;
    if (key == "metavariable-regex") {
        made.test = regex(fields, at);
    } else if (key == "metavariable-pattern") {
        made.test = pattern(fields, at, false);
    } else if (key == "metavariable-comparison") {
        made.test = comparison(fields, at);
    } else if (key == "metavariable-analysis") {
        made.test = analysis(fields, at);
    } else if (key == "metavariable-type") {
        made.test = type(fields, at);
    } else {
        made.test = name(fields, at);
    }
    --depth_;
    to.conditions.push_back(std::move(made));
}

MetavariableRegex SastFormulaReader::regex(const Fields& fields, const yaml::Node& at) {
    static constexpr std::array<std::string_view, 3> kKeys = {"metavariable", "regex", "constant-propagation"};
    only(yaml_, fields, kKeys);
    MetavariableRegex made{.metavariable = text_of(yaml_, fields, "metavariable"), .regex = text_of(yaml_, fields, "regex")};
    if (const Field* field = find(fields, "constant-propagation")) made.constant_propagation = yaml_.flag(*field->value, field->key);
    need(made.metavariable, at);
    if (find(fields, "regex") == nullptr) yaml_.fail(at, "the key 'regex' is missing");
    return made;
}

MetavariablePattern SastFormulaReader::pattern(const Fields& fields, const yaml::Node& at,
                                               bool second) { // NOLINT(misc-no-recursion): bounded by `enter`
    MetavariablePattern made{.metavariable = text_of(yaml_, fields, "metavariable"), .language = to_lower(text_of(yaml_, fields, "language"))};
    need(made.metavariable, at);
    Fields rest;
    std::ranges::copy_if(fields, std::back_inserter(rest),
                         [](const Field& field) { return field.key != "metavariable" && field.key != "language"; });
    if (!second) {
        Fields others;
        made.formula.push_back(first_syntax(at, rest, others));
        for (const Field& other : others) unknown_key(yaml_, other, kFormulaKeys);
        return made;
    }
    Formula formula;
    for (const Field& field : rest) {
        if (field.key == "where") continue;
        if (!formula.text.empty() || !formula.parts.empty())
            yaml_.fail(*field.at, "only one pattern can be meant", "put them below 'all' or 'any'");
        formula = keyed_second(field);
    }
    if (const Field* field = find(rest, "where")) {
        if (formula.kind != Kind::all) {
            Formula all{.kind = Kind::all, .line = formula.line};
            all.parts.push_back(std::move(formula));
            formula = std::move(all);
        }
        where(formula, *field->value);
    }
    made.formula.push_back(std::move(formula));
    return made;
}

MetavariableComparison SastFormulaReader::comparison(const Fields& fields, const yaml::Node& at) {
    static constexpr std::array<std::string_view, 4> kKeys = {"metavariable", "comparison", "strip", "base"};
    only(yaml_, fields, kKeys);
    MetavariableComparison made{.metavariable = text_of(yaml_, fields, "metavariable"), .comparison = text_of(yaml_, fields, "comparison")};
    if (find(fields, "metavariable") != nullptr) need(made.metavariable, at);
    if (const Field* field = find(fields, "strip")) made.strip = yaml_.flag(*field->value, field->key);
    if (const Field* field = find(fields, "base")) {
        made.base = static_cast<int>(yaml_.count(*field->value, field->key));
        if (*made.base < 2 || *made.base > 36) yaml_.fail(*field->value, "a base is from 2 to 36");
    }
    if (find(fields, "comparison") == nullptr) yaml_.fail(at, "the key 'comparison' is missing");
    return made;
}

MetavariableAnalysis SastFormulaReader::analysis(const Fields& fields, const yaml::Node& at) {
    static constexpr std::array<std::string_view, 3> kKeys = {"metavariable", "analyzer", "options"};
    using Analyzer = MetavariableAnalysis::Analyzer;
    using Mode = MetavariableAnalysis::Mode;
    only(yaml_, fields, kKeys);
    MetavariableAnalysis made{.metavariable = text_of(yaml_, fields, "metavariable")};
    need(made.metavariable, at);
    const std::string analyzer = text_of(yaml_, fields, "analyzer");
    if (analyzer == "entropy_v2")
        made.analyzer = Analyzer::entropy_v2;
    else if (analyzer == "redos")
        made.analyzer = Analyzer::redos;
    else if (analyzer != "entropy" && !yaml_.failed()) {
        yaml_.fail(at, fmt::format("there is no analyzer '{}'", printable(shorten(analyzer, 80))), "entropy, entropy_v2 or redos",
                   ErrorKind::unsupported);
    }
    const Field* const options = find(fields, "options");
    if (options == nullptr) return made;
    const std::string mode = text_of(yaml_, yaml_.fields(*options->value, "options"), "mode");
    made.mode = mode == "lax" ? Mode::lax : mode == "strict" ? Mode::strict : Mode::normal;
    return made;
}

MetavariableType SastFormulaReader::type(const Fields& fields, const yaml::Node& at) {
    static constexpr std::array<std::string_view, 4> kKeys = {"metavariable", "type", "types", "language"};
    only(yaml_, fields, kKeys);
    MetavariableType made{.metavariable = text_of(yaml_, fields, "metavariable"),
                          .types = texts_of(yaml_, fields, "type", "types"),
                          .language = to_lower(text_of(yaml_, fields, "language"))};
    need(made.metavariable, at);
    if (made.types.empty()) yaml_.fail(at, "the key 'type' is missing");
    return made;
}

MetavariableName SastFormulaReader::name(const Fields& fields, const yaml::Node& at) {
    static constexpr std::array<std::string_view, 6> kKeys = {"metavariable", "module", "modules", "fqn", "fqns", "kind"};
    only(yaml_, fields, kKeys);
    MetavariableName made{.metavariable = text_of(yaml_, fields, "metavariable"), .modules = texts_of(yaml_, fields, "module", "modules")};
    need(made.metavariable, at);
    for (std::string& name : texts_of(yaml_, fields, "fqn", "fqns")) made.modules.push_back(std::move(name));
    if (made.modules.empty()) {
        const bool kind = find(fields, "kind") != nullptr;
        yaml_.fail(at, kind ? "a name's kind alone cannot be told within one file" : "the key 'module' is missing", {},
                   kind ? ErrorKind::unsupported : ErrorKind::malformed);
    }
    return made;
}

Formula SastFormulaReader::second_syntax(const yaml::Node& node, Fields* others) { // NOLINT(misc-no-recursion): bounded by `enter`
    if (!enter(node)) return {};
    const yaml::Node& value = yaml_.follow(node);
    if (value.kind == yaml::NodeKind::scalar) return leaf(Kind::pattern, value);
    ++depth_;
    Formula made;
    const Field* formula = nullptr;
    const Fields fields = yaml_.fields(value, "a formula");
    for (const Field& field : fields) {
        if (field.key == "where") continue;
        if (others != nullptr && !has(kSecondKeys, field.key)) {
            others->push_back(field);
        } else if (formula != nullptr) {
            yaml_.fail(*field.at,
                       fmt::format("'{}' beside '{}': only one of them can be meant", printable(shorten(field.key, 80)), formula->key),
                       "put both below 'all' or 'any'");
        } else {
            formula = &field;
            made = keyed_second(field);
        }
    }
    if (formula == nullptr) yaml_.fail(node, "there is no pattern", "one of pattern, regex, all, any, not, inside, anywhere");
    if (const Field* field = find(fields, "where")) {
        if (made.kind != Kind::all) {
            Formula all{.kind = Kind::all, .line = made.line};
            all.parts.push_back(std::move(made));
            made = std::move(all);
        }
        where(made, *field->value);
    }
    --depth_;
    return made;
}

Formula SastFormulaReader::keyed_second(const Field& field) { // NOLINT(misc-no-recursion): bounded by `enter`
    const std::string_view key = field.key;
    if (key == "pattern") return leaf(Kind::pattern, *field.value);
    if (key == "regex") return leaf(Kind::regex, *field.value);
    if (key == "not") return around(Kind::negation, second_syntax(*field.value));
    if (key == "inside") return around(Kind::inside, second_syntax(*field.value));
    if (key == "anywhere") return around(Kind::anywhere, second_syntax(*field.value));
    if (key != "all" && key != "any") {
        unknown_key(yaml_, field, kSecondKeys);
        return {};
    }
    Formula made{.kind = key == "all" ? Kind::all : Kind::any, .line = yaml_.line(*field.at)};
    for (const yaml::Node* item : yaml_.items(*field.value, key)) {
        if (yaml_.failed()) break;
        made.parts.push_back(second_syntax(*item));
    }
    if (made.parts.empty()) yaml_.fail(*field.at, fmt::format("an empty '{}'", key));
    return made;
}

void SastFormulaReader::where(Formula& to, const yaml::Node& list) { // NOLINT(misc-no-recursion): bounded by `enter`
    for (const yaml::Node* item : yaml_.items(list, "where")) {
        if (!enter(*item)) return;
        const Fields fields = yaml_.fields(*item, "an entry of where");
        Condition made{.line = yaml_.line(*item)};
        if (const Field* field = find(fields, "focus")) {
            Focus focus{yaml_.texts(*field->value, "focus")};
            for (const std::string& metavariable : focus.metavariables) need(metavariable, *field->value);
            to.focus.push_back(std::move(focus));
            continue;
        }
        ++depth_;
        if (find(fields, "comparison") != nullptr) {
            made.test = comparison(fields, *item);
        } else if (find(fields, "regex") != nullptr) {
            made.test = regex(fields, *item);
        } else if (find(fields, "analyzer") != nullptr) {
            made.test = analysis(fields, *item);
        } else if (find(fields, "type") != nullptr || find(fields, "types") != nullptr) {
            made.test = type(fields, *item);
        } else if (find(fields, "module") != nullptr || find(fields, "modules") != nullptr) {
            made.test = name(fields, *item);
        } else {
            made.test = pattern(fields, *item, true);
        }
        --depth_;
        to.conditions.push_back(std::move(made));
    }
}

} // namespace squire::rules
