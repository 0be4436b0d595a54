// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "source/source.h"

namespace squire::source {

/// What the commits brought that HEAD has and `since` has not (git's since..HEAD); "a..b" names both ends. A text is a blob that some of these commits
/// put at a path where none of its parents had it, also one that a later commit took away again. Texts come without a path: ask
/// `occurrences`. In a shallow clone history ends where the clone does, and the last commit there brings all of its files.
[[nodiscard]] Result<std::unique_ptr<Source>> open_range(const std::filesystem::path& inside, std::string_view since);

} // namespace squire::source
