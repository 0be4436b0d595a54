// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/problems.h"
#include "rules/secret_rule.h"

namespace squire::rules {

struct SecretRuleOptions {
    /// The text of the file that `[extend] path` names, as written there; `from` is the file it is written in. The path comes from the
    /// project and may be anything: what may be read is the loader's decision. Without a loader, extending by path is a problem.
    std::function<Result<std::string>(std::string_view path, std::string_view from)> load;
    /// The rules of `[extend] useDefault = true`: Squire's own pack (`builtin_secret_rules`), never Gitleaks'.
    std::function<Result<SecretRules>(Problems&)> default_rules;
    /// Compile each regex with RE2, so that a bad one is named here and not in the scanner. Takes most of the time.
    bool check_regexes = true;
};

/// More rules than this in one set are left out.
inline constexpr std::size_t kSecretRuleLimit = 10'000;

/// Reads a rule file of Gitleaks' format (docs/secret-rules.md), and what it extends.
///
/// An Error only where the text is no TOML at all or too large. Whatever is wrong with one entry becomes a Problem with file:line:column
/// and costs that entry alone: a rule that cannot run is left out (incomplete), an allowlist that cannot work is left out (warning: more is
/// reported, nothing is lost), an unknown key is skipped (warning). Where Gitleaks gives up on the whole file, this reader goes on.
///
/// Extension is Gitleaks': up to two files deep; a rule whose id the extended file has too is laid over it (description, entropy,
/// secretGroup, regex and path replace, tags, keywords and allowlists are added, `required` and `skipReport` stay the extended file's),
/// `disabledRules` are taken out of the extended file. Keys of [rules.squire] replace. Unlike Gitleaks, `targetRules` of an extended file
/// count.
[[nodiscard]] Result<SecretRules> read_secret_rules(std::string_view text, std::string_view file_name, const SecretRuleOptions& options,
                                                    Problems& problems);

} // namespace squire::rules
