// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "source/source.h"

namespace squire::source {

/// The files of one commit, named by a revision expression ("HEAD", "v1.2~3", an id), with their paths, in the repository that `inside` is in. Links
/// and submodules are left out and counted in a note.
[[nodiscard]] Result<std::unique_ptr<Source>> open_commit(const std::filesystem::path& inside, std::string_view revision);

} // namespace squire::source
