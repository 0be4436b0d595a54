// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "base/result.h"
#include "finding/vulnerability.h"
#include "store/store.h"

namespace squire::journey {

/// All vulnerabilities that some scan still sees, the gravest first; at most kMostKnown of them.
[[nodiscard]] Result<std::vector<finding::Vulnerability>> known_vulnerabilities(const store::Store& store);

inline constexpr std::uint32_t kMostKnown = 50'000;

} // namespace squire::journey
