// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

#include "base/problems.h"
#include "base/result.h"
#include "rules/gitleaks_ignore.h"
#include "rules/secret_rule.h"

namespace squire::scan {

/// The secret rules of a scan: `file` when given, and nothing else; otherwise Squire's own with those of the project's `.gitleaks.toml` laid over them: its
/// rules come on top, its allowlists hold for all rules. `project` may be empty. A rule file may extend others beside or below it.
[[nodiscard]] Result<rules::SecretRules> secret_rules_for(const std::filesystem::path& project, const std::optional<std::filesystem::path>& file,
                                                          Problems& problems);

/// The project's `.gitleaksignore`; empty where there is none.
[[nodiscard]] rules::GitleaksIgnore ignore_list_of(const std::filesystem::path& project, Problems& problems);

} // namespace squire::scan
