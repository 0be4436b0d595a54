// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace squire::secrets {

/// From a regex over whole paths, one over file names: whatever path the first matches, the second matches its last part (without anchors, so it may match
/// more). Nothing where the regex says nothing about the name. Lets a history be asked for files by name before their paths are known.
[[nodiscard]] std::optional<std::string> file_name_regex(std::string_view path_regex);

} // namespace squire::secrets
