// SPDX-License-Identifier: MIT
#include "rules/sast_taint_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/nearest_word.h"
#include "base/text.h"
#include "rules/label_expression.h"

namespace squire::rules {
namespace {

using Field = YamlReading::Field;
using Fields = SastFormulaReader::Fields;

constexpr std::array<std::string_view, 4> kParts = {"pattern-sources", "pattern-sinks", "pattern-sanitizers", "pattern-propagators"};

class TaintReader {
public:
    TaintReader(YamlReading& yaml, bool second) : yaml_(yaml), formulas_(yaml), second_(second) {}

    // One part: its entries, each a formula with settings. `take` puts one away, and answers for each of its settings whether it has it.
    template <class Entry, class Setting> void entries(const Field& part, std::vector<Entry>& to, Setting setting) {
        for (const yaml::Node* item : yaml_.items(*part.value, part.key)) {
            if (yaml_.failed()) return;
            Entry made{};
            Fields settings;
            if (second_) {
                made.formula = formulas_.second_syntax(*item, &settings);
            } else {
                made.formula = formulas_.first_syntax(*item, yaml_.fields(*item, "an entry of " + std::string(part.key)), settings);
            }
            for (const Field& field : settings) {
                if (!setting(made, field)) {
                    yaml_.fail(*field.at, fmt::format("the key '{}' is not known in {}", printable(shorten(field.key, 80)), part.key),
                               "left out, it would change what the rule finds");
                }
            }
            to.push_back(std::move(made));
        }
        if (to.empty()) yaml_.fail(*part.at, fmt::format("there is nothing in {}", part.key));
    }

    bool source(TaintSource& to, const Field& field) {
        if (field.key == "exact")
            to.exact = yaml_.flag(*field.value, field.key);
        else if (field.key == "by-side-effect")
            to.by_side_effect = side_effect(field);
        else if (field.key == "control")
            to.control = yaml_.flag(*field.value, field.key);
        else if (field.key == "label")
            to.label = yaml_.text(*field.value, field.key);
        else if (field.key == "requires")
            to.requires_labels = labels(*field.value);
        else
            return false;
        return true;
    }

    bool sink(TaintSink& to, const Field& field) {
        if (field.key == "exact")
            to.exact = yaml_.flag(*field.value, field.key);
        else if (field.key == "at-exit")
            to.at_exit = yaml_.flag(*field.value, field.key);
        else if (field.key == "requires")
            needs(to, *field.value);
        else
            return false;
        return true;
    }

    bool sanitizer(TaintSanitizer& to, const Field& field) {
        if (field.key == "exact")
            to.exact = yaml_.flag(*field.value, field.key);
        else if (field.key == "by-side-effect")
            to.by_side_effect = side_effect(field);
        else if (field.key == "not_conflicting" || field.key == "not-conflicting")
            to.not_conflicting = yaml_.flag(*field.value, field.key);
        else
            return false;
        return true;
    }

    bool propagator(TaintPropagator& to, const Field& field) {
        if (field.key == "from")
            to.from = yaml_.text(*field.value, field.key);
        else if (field.key == "to")
            to.to = yaml_.text(*field.value, field.key);
        else if (field.key == "by-side-effect")
            to.by_side_effect = side_effect(field);
        else if (field.key == "label")
            to.label = yaml_.text(*field.value, field.key);
        else if (field.key == "requires")
            to.requires_labels = labels(*field.value);
        else if (field.key == "replace-labels")
            to.replace_labels = yaml_.texts(*field.value, field.key);
        else
            return false;
        return true;
    }

private:
    SideEffect side_effect(const Field& field) {
        const yaml::Node& value = yaml_.follow(*field.value);
        if (value.kind == yaml::NodeKind::scalar && value.text == "only") return SideEffect::only;
        return yaml_.flag(value, field.key) ? SideEffect::yes : SideEffect::no;
    }

    LabelExpression labels(const yaml::Node& node) {
        auto read = parse_label_expression(yaml_.text(node, "requires"));
        if (read) return std::move(*read);
        yaml_.fail(node, "requires: " + read.error().message, "labels with and, or, not and parentheses");
        return {};
    }

    void needs(TaintSink& to, const yaml::Node& node) {
        if (yaml_.follow(node).kind == yaml::NodeKind::scalar) {
            to.requires_labels = labels(node);
            return;
        }
        for (const yaml::Node* item : yaml_.items(node, "requires")) {
            for (const Field& field : yaml_.fields(*item, "an entry of requires"))
                to.requires_of.push_back({std::string(field.key), labels(*field.value)});
        }
    }

    YamlReading& yaml_;
    SastFormulaReader formulas_;
    bool second_;
};

} // namespace

bool is_taint_key(std::string_view key) { return std::ranges::find(kParts, key) != kParts.end(); }

Taint read_taint(YamlReading& yaml, const yaml::Node& at, const Fields& fields) {
    const bool second = std::ranges::none_of(fields, [](const Field& field) { return is_taint_key(field.key); });
    TaintReader reader(yaml, second);
    Taint made;
    for (const Field& field : fields) {
        const std::string name = second ? "pattern-" + std::string(field.key) : std::string(field.key);
        if (name == kParts[0]) {
            reader.entries(field, made.sources, [&](TaintSource& to, const Field& setting) { return reader.source(to, setting); });
        } else if (name == kParts[1]) {
            reader.entries(field, made.sinks, [&](TaintSink& to, const Field& setting) { return reader.sink(to, setting); });
        } else if (name == kParts[2]) {
            reader.entries(field, made.sanitizers, [&](TaintSanitizer& to, const Field& setting) { return reader.sanitizer(to, setting); });
        } else if (name == kParts[3]) {
            reader.entries(field, made.propagators, [&](TaintPropagator& to, const Field& setting) { return reader.propagator(to, setting); });
        } else {
            yaml.fail(*field.at, fmt::format("the key '{}' is not known here", printable(shorten(field.key, 80))),
                      "left out, it would change what the rule finds");
        }
    }
    if (made.sources.empty() || made.sinks.empty()) yaml.fail(at, "a taint rule needs sources and sinks", "pattern-sources and pattern-sinks");
    for (const TaintPropagator& each : made.propagators) {
        if (each.from.empty() || each.to.empty()) yaml.fail(at, "a propagator needs 'from' and 'to'");
    }
    return made;
}

} // namespace squire::rules
