// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>

#include "base/result.h"
#include "rules/sast_rule.h"

namespace squire::rules {

/// `requires`: names with `and`, `or`, `not` and parentheses, as Python binds them. An error names what was not understood.
[[nodiscard]] Result<LabelExpression> parse_label_expression(std::string_view text);

[[nodiscard]] bool holds(const LabelExpression& expression, const std::function<bool(std::string_view label)>& has);

/// As it would be written, with parentheses where they are needed.
[[nodiscard]] std::string to_string(const LabelExpression& expression);

} // namespace squire::rules
