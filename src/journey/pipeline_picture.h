// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>

#include "base/result.h"

namespace squire::journey {

/// The graph (SVG) of a pipeline's text for a push to the default branch, read in the project in this folder; `new_jobs` stand out.
[[nodiscard]] Result<std::string> picture_of(const std::string& text, const std::string& file, const std::filesystem::path& project,
                                             const std::string& default_branch, const std::set<std::string, std::less<>>& new_jobs);

} // namespace squire::journey
