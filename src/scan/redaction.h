// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace squire::scan {

/// Gives a text back with everything in it redacted that a secret rule of this project matches: its own rules, those of the file `own` where there is
/// one, or ours where theirs are broken. For one thread.
[[nodiscard]] Result<std::function<std::string(std::string_view)>>
make_redaction(const std::filesystem::path& project, const std::optional<std::filesystem::path>& own, const std::filesystem::path& cache);

} // namespace squire::scan
