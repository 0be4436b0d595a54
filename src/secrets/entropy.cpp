// SPDX-License-Identifier: MIT
#include "secrets/entropy.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace squire::secrets {

double shannon_entropy(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    std::array<std::uint32_t, 256> counts{};
    for (const char c : text) {
        ++counts[static_cast<unsigned char>(c)];
    }
    // -sum(n/N * log2(n/N)) = log2(N) - sum(n * log2(n)) / N: counts of 1, the most frequent ones in a token, cost nothing.
    double weighted = 0;
    for (const std::uint32_t count : counts) {
        if (count > 1) {
            weighted += count * std::log2(count);
        }
    }
    const auto length = static_cast<double>(text.size());
    return std::log2(length) - weighted / length;
}

} // namespace squire::secrets
