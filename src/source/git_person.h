// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace squire::source {

/// Who git would name as the author of a commit in the repository around `inside`: "Name <mail>", from GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL,
/// else user.name and user.email. Either part may be missing; empty where both are.
[[nodiscard]] std::string git_person(const std::filesystem::path& inside);

} // namespace squire::source
