// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "writeup/check.h"

namespace squire::collateral {

/// What our own scanner for secrets finds in a text that is to be published, likely examples left out. By our own rules: a project's, which may allow much, say
/// nothing of what we publish. `cache`: where the compiled rules are kept; may be empty.
[[nodiscard]] Result<std::vector<writeup::SecretPlace>> secrets_in_text(std::string_view text, const std::filesystem::path& cache,
                                                                        const Clock& clock);

} // namespace squire::collateral
