// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace squire::source {

/// The content of a file in a revision of the repository around `inside`. `path` is relative to its root, '/' between names. `not_found` where
/// there is no such file, `limit` where it is larger than `limit` bytes.
[[nodiscard]] Result<std::string> file_at(const std::filesystem::path& inside, std::string_view revision, const std::string& path,
                                          std::uint64_t limit = 8U << 20U);

} // namespace squire::source
