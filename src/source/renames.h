// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace squire::source {

/// A file that has another name in the later of two commits.
struct Rename {
    std::string from;
    std::string to;
    friend bool operator==(const Rename&, const Rename&) = default;
};

/// What git takes for renames between two revisions of the repository around `inside`: a file that went and one that came, half of whose lines
/// are the same. In the order of the new names. Where thousands of files came and went, only those whose content is the very same, because
/// comparing each with each would take minutes.
[[nodiscard]] Result<std::vector<Rename>> renames_between(const std::filesystem::path& inside, std::string_view from, std::string_view to);

} // namespace squire::source
