// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace squire::cli {

/// What is wrong with a GitLab secret detection report: by Squire's own check, and by GitLab's schema where that is there.
[[nodiscard]] std::vector<std::string> faults_of_gitlab_report(std::string_view report);

} // namespace squire::cli
