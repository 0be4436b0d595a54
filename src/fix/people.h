// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "source/project_commit.h"

namespace squire::fix {

/// Where a project may keep the file that says whose code is whose, the one that GitLab reads first.
inline constexpr std::string_view kOwnersFiles[] = {"CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS", ".github/CODEOWNERS"};

/// Handles, without '@', that a request may call: those that CODEOWNERS names, and those that past commits name as reviewers (Reviewed-by, Acked-by,
/// Approved-by, Tested-by: a handle, or an address of a forge that has one in it). Sorted, each once.
[[nodiscard]] std::vector<std::string> people_of(std::string_view owners, std::span<const source::PastCommit> past);

} // namespace squire::fix
