// SPDX-License-Identifier: MIT
#include "base/counted.h"

#include <fmt/format.h>

namespace squire {

std::string counted(std::uint64_t number, std::string_view word) { return fmt::format("{} {}{}", number, word, number == 1 ? "" : "s"); }

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

} // namespace squire
