// SPDX-License-Identifier: MIT
// For this part's own sources: one function a standard. `metrics` is the vector without its prefix.
#pragma once

#include <optional>
#include <string_view>

#include "advisories/cvss.h"

namespace squire::advisories {

[[nodiscard]] std::optional<CvssScore> cvss2_score(std::string_view metrics);
[[nodiscard]] std::optional<CvssScore> cvss3_score(std::string_view metrics, bool is_3_1);
[[nodiscard]] std::optional<CvssScore> cvss4_score(std::string_view metrics);

} // namespace squire::advisories
