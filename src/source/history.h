// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>

#include "base/problems.h"
#include "base/result.h"
#include "source/source.h"

namespace squire::source {

/// Every blob that a repository holds, each once, and where any of them stands. `path` is anywhere in a work tree, or a git directory.
///
/// Blobs come straight from the packs, in the order of their deltas, so that a visitor that remembers looks at changed bytes only; loose objects and
/// whatever an ordinary pack reader cannot place come through libgit2. A text's path is empty: `occurrences` walks the commits for the few blobs that
/// matter.
[[nodiscard]] Result<std::unique_ptr<Source>> open_history(const std::filesystem::path& path, Problems& problems);

} // namespace squire::source
