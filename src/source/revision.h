// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace squire::source {

/// The id, 40 hexadecimal digits, of the commit that a revision expression names in the repository around `inside`.
[[nodiscard]] Result<std::string> commit_id_of(const std::filesystem::path& inside, std::string_view revision);

} // namespace squire::source
