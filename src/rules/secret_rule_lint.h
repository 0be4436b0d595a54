// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "base/problems.h"
#include "rules/secret_rule.h"

namespace squire::rules {

/// What is wrong with a pack of ours by itself, without scanning: the static half of `squire rules check`. A warning must be repaired; a note is
/// advice. In the order of the rules; each has the rule's place.
///
/// Warned of: ids that are doubled or not <service>-<kind>; missing description, means, gain, revoke, links or examples; a regex that RE2 does not
/// take, that matches the empty text or lacks the group of secretGroup; a shape that cannot be filled; a `matches` without a keyword in it, or that
/// the rule does not find; for evidence `shape`, a `rejects` that it finds. Found means: the regex matches, and the secret has the entropy and the
/// checksum and stands in no allowlist of the rule. Rules of evidence `generic` are judged by the noise filter as well, which the scanner has.
/// Advised against: unbounded repetition of a wide class, keywords below three characters, and none at all.
[[nodiscard]] std::vector<Problem> lint_secret_rules(const SecretRules& rules);

} // namespace squire::rules
