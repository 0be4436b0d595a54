// SPDX-License-Identifier: MIT
//
// The same for a secret rule in a file of Gitleaks' form (enhancement.h): an allowlist of its own (a word of placeholders in the secret, the name that stands
// before it on the line, a folder or a kind of file), a regex with boundaries, more entropy. An edit is taken where the alarm is silent, the rule's own
// examples are still found, and so are the secrets to be kept. The narrowest kind first, then the shortest.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "bugreport/enhancement.h"
#include "rules/secret_rule.h"

namespace squire::bugreport {

struct SecretEnhancementRequest {
    rules::SecretRules rules; // all of the file, with what it extends
    std::string rule; // its id
    File rule_file; // path as in the rules' repository, and its whole text
    Input alarm; // the place is the secret
    std::vector<Input> keep; // likewise, of confirmed ones
    const Cancellation* cancellation = nullptr;
};

/// The best candidate, of key "allowlist", "regex" or "entropy"; nothing where none holds. An error where the rule does not report the alarm.
[[nodiscard]] Result<std::optional<Enhancement>> find_secret_enhancement(const SecretEnhancementRequest& request);

/// The rules with the one of the request as the changed text has it.
[[nodiscard]] std::optional<rules::SecretRules> changed_rules(const SecretEnhancementRequest& request, std::string_view rule_text);

/// For `git apply` in the rules' repository.
[[nodiscard]] Result<std::string> patch_of(const SecretEnhancementRequest& request, const Enhancement& enhancement);

} // namespace squire::bugreport
