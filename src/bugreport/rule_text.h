// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "rules/sast_rule.h"

namespace squire::bugreport {

/// The text of one rule of a YAML file, as a file of its own; the whole file where the rule cannot stand alone.
[[nodiscard]] std::string rule_alone(std::string_view file_text, const rules::SastRule& rule);

} // namespace squire::bugreport
