// SPDX-License-Identifier: MIT
#pragma once

#include "base/problems.h"
#include "rules/secret_rule.h"

namespace squire::rules {

/// Squire's own pack: the files of rules/secrets/, built into the program, in the order of their names. Regexes are not compiled here, so
/// that the program starts quickly: lint_secret_rules and `squire rules check` do that. Of two rules with one id the first
/// stands, with a warning. Fits SecretRuleOptions::default_rules.
[[nodiscard]] Result<SecretRules> builtin_secret_rules(Problems& problems);

} // namespace squire::rules
