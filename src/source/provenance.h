// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "finding/report.h"

namespace squire::source {

/// Where the repository around `inside` comes from, and what is checked out there: for reports. Nothing outside of a repository; fields that are not
/// known (no remote, no commit yet, a detached HEAD) stay empty.
[[nodiscard]] std::optional<finding::Provenance> provenance_of(const std::filesystem::path& inside);

/// A remote's address as it may be shown: without user, password and query, and only where it is one that others can follow (not a path of this
/// machine). `git@host:group/project` becomes `ssh://host/group/project`. Empty otherwise.
[[nodiscard]] std::string public_address(std::string_view remote);

} // namespace squire::source
