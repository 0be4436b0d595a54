// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"
#include "rules/secret_rule.h"

namespace squire::secrets {

/// Runs every rule's own examples through the whole of the scanner: each of `matches` must be reported by its rule, none of `rejects` may. Errors name the
/// rule's place and quote the shape, never what it was filled with. Needs rules that pass `lint_secret_rules`. `cache` as in PatternDatabase::build.
[[nodiscard]] Result<std::vector<Error>> check_examples(const rules::SecretRules& rules, const std::filesystem::path& cache = {});

} // namespace squire::secrets
