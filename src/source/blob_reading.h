// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "source/source.h"

namespace squire::source {

struct ListedBlob {
    std::string path;
    ObjectId id;
};

enum class ShownPath : bool { no, yes }; // whether texts carry the blob's path, or ask for `occurrences`

/// Shows these blobs of the repository that `inside` is in, by `options.workers` threads. One that is missing, damaged or too long makes the reading
/// incomplete.
[[nodiscard]] Tally read_blobs(const std::filesystem::path& inside, std::span<const ListedBlob> blobs, ShownPath shown_path,
                               TextVisitor& visitor, const ReadOptions& options, Problems& problems);

} // namespace squire::source
