// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/problems.h"
#include "base/result.h"

namespace squire::advisories {

/// What an archive may hold before the rest of it is refused: that of all ecosystems of OSV together is a tenth of it.
struct ArchiveLimits {
    std::uint64_t members = 5'000'000;
    std::uint64_t bytes = std::uint64_t{16} << 30U; // of all members that are wanted
    std::uint64_t member_bytes = std::uint64_t{256} << 20U;
};

/// Whether the name is that of an archive: .zip, .tar and .tar with a compression.
[[nodiscard]] bool is_archive_name(std::string_view path);

/// Hands out the regular members that `wanted` takes, in the archive's order, until `take` returns false. Broken off in the middle of an archive that
/// is cut off or damaged: an error, after the members before that place.
[[nodiscard]] Result<void> walk_archive(const std::filesystem::path& file, const ArchiveLimits& limits,
                                        const std::function<bool(std::string_view)>& wanted,
                                        const std::function<bool(std::string path, std::string bytes)>& take, Problems& problems);

} // namespace squire::advisories
