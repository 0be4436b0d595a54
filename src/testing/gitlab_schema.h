// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace squire::testing {

/// Where GitLab's own schemas are: below $SQUIRE_SHARED, else beside the source tree. Nothing where they are absent.
[[nodiscard]] std::optional<std::filesystem::path> gitlab_schema_folder();

/// What the schema in this file of that folder says against a report; it must be there.
[[nodiscard]] std::vector<std::string> gitlab_schema_errors(std::string_view report, std::string_view file);

} // namespace squire::testing
