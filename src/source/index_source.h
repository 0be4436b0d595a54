// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>

#include "source/source.h"

namespace squire::source {

/// What the next commit would bring: the files in the git index that are not the same in HEAD, as they are staged, whatever the working tree holds.
/// Before the first commit that is every staged file. Files with conflicts are named and left out.
///
/// `index_file` is another index than the repository's own; git gives hooks one in GIT_INDEX_FILE for `git commit --all` and `git commit FILE`.
[[nodiscard]] Result<std::unique_ptr<Source>> open_staged(const std::filesystem::path& inside, const std::filesystem::path& index_file = {});

} // namespace squire::source
