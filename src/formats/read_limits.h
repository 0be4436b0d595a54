// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace squire::formats {

/// How much of a report from outside is read before it is refused (limit). The defaults take a report of 100,000 findings.
struct ReadLimits {
    std::size_t bytes = std::size_t{256} << 20U;
    std::size_t values = 20'000'000;
    std::size_t depth = 100;
};

} // namespace squire::formats
