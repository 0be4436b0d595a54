// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include "dashboard/dashboard.h"

namespace squire::dashboard {

/// What page.js reads: findings in columns, each text once. JSON that may stand in a <script> element: no '<' stands in it. Texts are cut at
/// kLongestText bytes, and what could deceive a reader's eye is made visible.
[[nodiscard]] std::string finding_data(std::span<const Entry> entries);

inline constexpr std::size_t kLongestText = 4000; // bytes

} // namespace squire::dashboard
