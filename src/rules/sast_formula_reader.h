// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "rules/sast_rule.h"
#include "rules/yaml_fields.h"

namespace squire::rules {

/// Reads the formulas of one rule, in Semgrep's first syntax (`patterns`, `pattern-either`, …) and its second one (`match`). What is wrong is
/// the reading's fault; what is returned then is of no use. An unknown key is a fault here: left out, it would change what the rule means.
class SastFormulaReader {
public:
    /// More formulas than this in one rule are a fault: aliases of aliases.
    static constexpr std::size_t kFormulaLimit = 50'000;
    static constexpr std::size_t kDepthLimit = 48;

    explicit SastFormulaReader(YamlReading& yaml) : yaml_(yaml) {}

    using Fields = std::vector<YamlReading::Field>;

    /// The one formula among the keys of a mapping; `at` is the mapping. What is no key of a formula stays in `others`.
    [[nodiscard]] Formula first_syntax(const yaml::Node& at, const Fields& fields, Fields& others);
    /// The value of `match`, or an entry of a `taint` in the second syntax; there, keys that are no formula's go to `others`.
    [[nodiscard]] Formula second_syntax(const yaml::Node& node, Fields* others = nullptr);

    [[nodiscard]] static bool is_formula_key(std::string_view key); // of the first syntax

private:
    [[nodiscard]] bool enter(const yaml::Node& at);
    [[nodiscard]] Formula leaf(Formula::Kind kind, const yaml::Node& text);
    [[nodiscard]] Formula around(Formula::Kind kind, Formula part);
    [[nodiscard]] Formula keyed(const YamlReading::Field& field);
    [[nodiscard]] Formula text_or_formula(const yaml::Node& node);
    [[nodiscard]] Formula nested(const yaml::Node& node);
    [[nodiscard]] Formula conjunction(const yaml::Node& list);
    void refine(Formula& to, const YamlReading::Field& field);
    void where(Formula& to, const yaml::Node& list);
    [[nodiscard]] Formula keyed_second(const YamlReading::Field& field);

    [[nodiscard]] MetavariableRegex regex(const Fields& fields, const yaml::Node& at);
    [[nodiscard]] MetavariablePattern pattern(const Fields& fields, const yaml::Node& at, bool second);
    [[nodiscard]] MetavariableComparison comparison(const Fields& fields, const yaml::Node& at);
    [[nodiscard]] MetavariableAnalysis analysis(const Fields& fields, const yaml::Node& at);
    [[nodiscard]] MetavariableType type(const Fields& fields, const yaml::Node& at);
    [[nodiscard]] MetavariableName name(const Fields& fields, const yaml::Node& at);
    void need(const std::string& metavariable, const yaml::Node& at);

    YamlReading& yaml_;
    std::size_t depth_ = 0;
    std::size_t made_ = 0;
};

} // namespace squire::rules
