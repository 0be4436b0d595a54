// SPDX-License-Identifier: MIT
#include "rules/entropy.h"

#include <array>
#include <cmath>
#include <cstddef>

namespace squire::rules {

double shannon_entropy(std::string_view text) {
    std::array<std::size_t, 256> counts{};
    for (const char c : text) ++counts[static_cast<unsigned char>(c)];
    double bits = 0;
    for (const auto count : counts) {
        if (count == 0) continue;
        const double share = static_cast<double>(count) / static_cast<double>(text.size());
        bits -= share * std::log2(share);
    }
    return bits;
}

} // namespace squire::rules
