// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "rules/secret_rule.h"
#include "secrets/rule_book.h"

namespace squire::secrets {

/// What an allowlist looks at.
struct AllowlistSubject {
    std::string_view rule_id;
    std::string_view secret;
    std::string_view match;
    std::string_view line;
    std::string_view path;
    std::string_view commit; // empty: in no commit
};

/// Whether this rule's own allowlists, or one of the global ones, allow the text to stay.
[[nodiscard]] bool is_allowed(const rules::SecretRule& rule, const std::vector<rules::Allowlist>& global, const AllowlistSubject& subject,
                              RegexCache& regexes);

} // namespace squire::secrets
