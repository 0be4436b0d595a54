// SPDX-License-Identifier: MIT
#pragma once

#include "rules/sast_formula_reader.h"

namespace squire::rules {

/// The keys of a taint rule in the first syntax: `pattern-sources`, `pattern-sinks`, `pattern-sanitizers`, `pattern-propagators`; in the second
/// one, the same without `pattern-`. Anything else is a fault of the reading, as is a rule without sources or sinks. `at` is the mapping.
[[nodiscard]] Taint read_taint(YamlReading& yaml, const yaml::Node& at, const SastFormulaReader::Fields& fields);

[[nodiscard]] bool is_taint_key(std::string_view key); // of the first syntax

} // namespace squire::rules
