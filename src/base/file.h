// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace squire {

/// The whole of a regular file, at most `limit` bytes of it allowed. Never waits: a FIFO, socket or device is an error (unsupported).
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit = 64U << 20U);

/// All of it or nothing: written beside the target, flushed to disk, then renamed over it. Missing folders are made.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);

/// Takes away what a `write_file` that was killed left in this folder. What is younger than two seconds stays: somebody may be writing it.
void remove_unfinished(const std::filesystem::path& folder);

/// Squire's folder for what can be computed again: $XDG_CACHE_HOME/squire, else ~/.cache/squire. Empty when there is no home.
[[nodiscard]] std::filesystem::path cache_folder();

} // namespace squire
