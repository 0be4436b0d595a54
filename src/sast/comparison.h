// SPDX-License-Identifier: MIT
//
// The expressions of `metavariable-comparison`: a part of Python over integers, fractions, texts, truth values and lists, with the metavariables as
// variables; int(), float(), str(), len(), today(), strptime() and re.match(). https://semgrep.dev/docs/writing-rules/rule-syntax
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace squire::sast {

struct ComparisonValue;
using ComparisonList = std::vector<ComparisonValue>;
struct ComparisonValue {
    std::variant<std::monostate, bool, double, std::string, ComparisonList> value; // monostate: None
};

/// Holds values of metavariables by name; nullopt: not bound, or nothing that can be compared.
using ComparisonVariables = std::function<std::optional<ComparisonValue>(std::string_view name)>;

class Comparison {
public:
    /// Error: malformed, with what is wrong.
    [[nodiscard]] static Result<Comparison> compile(std::string_view text);
    /// Whether it holds; false too where a variable is not known or types do not fit. `now`: seconds since 1970, for today(). Error: limit, where a
    /// text makes one of its regexes backtrack too much.
    [[nodiscard]] Result<bool> holds(const ComparisonVariables& variables, double now) const;
    /// Names of the metavariables in it.
    [[nodiscard]] std::vector<std::string> variables() const;

    struct Step {
        enum class Kind : std::uint8_t { constant, variable, list, call, negative, negation, binary, both, either } kind = Kind::constant;
        ComparisonValue constant;
        std::string name; // of a variable, function or operator
        std::vector<std::size_t> parts;
    };

private:
    std::vector<Step> steps_; // the last is the whole
};

} // namespace squire::sast
