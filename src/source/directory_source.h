// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "source/source.h"

namespace squire::source {

struct DirectoryOptions {
    bool honour_gitignore = true;     // leaves out what git ignores and does not track (tree_walk.h says how that is found)
    bool mark_ignored = false;        // shows what git ignores all the same, with Text::ignored set; goes before honour_gitignore
    std::uint64_t expected_bytes = 0; // how much there is to read, for progress; 0: not known
};

/// The files below a folder, or one single file. Texts come with their path from `path` on (a single file with its name) and in no order. A
/// bare repository is an error (usage): it has no files.
[[nodiscard]] Result<std::unique_ptr<Source>> open_directory(const std::filesystem::path& path, const DirectoryOptions& options = {});

} // namespace squire::source
