// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace squire::journey {

/// The graph (SVG) of a pipeline's text for a push to the default branch, read in the project in this folder.
[[nodiscard]] Result<std::string> picture_of(const std::string& text, const std::string& file, const std::filesystem::path& project,
                                             const std::string& default_branch);

} // namespace squire::journey
