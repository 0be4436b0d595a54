// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "advisories/advisory.h"

namespace squire::advisories {

/// Advisories of any number of databases, brought together.
struct Collection {
    std::vector<Advisory> advisories;  // in order of id, each id once, none withdrawn
    std::vector<std::uint32_t> groups; // of each: the number of the first advisory that means the same weakness
    std::uint32_t withdrawn = 0;       // left out
};

/// Records of one id are made one: what they say of different packages is put together, and of two that speak of the same package the one that was
/// changed last holds; whatever withdrew last holds, too. Aliases, in both directions and over any number of steps, make a group.
[[nodiscard]] Collection join(std::vector<Advisory> records);

} // namespace squire::advisories
