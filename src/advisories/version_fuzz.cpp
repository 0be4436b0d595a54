// SPDX-License-Identifier: MIT
// Two versions, one a line, in every order: turned round they must give the turned order, and each equals itself.
#include "advisories/version.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using squire::advisories::VersionOrder;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(text.find('\n'), size);
    const std::string_view left = text.substr(0, end);
    const std::string_view right = text.substr(std::min(end + 1, size));
    for (int i = 0; i <= static_cast<int>(VersionOrder::alpine); ++i) {
        const auto order = static_cast<VersionOrder>(i);
        const auto forth = compare_versions(order, left, right);
        if (compare_versions(order, right, left) != (0 <=> forth)) std::abort();
        if (compare_versions(order, left, left) != 0 || compare_versions(order, right, right) != 0) std::abort();
    }
    return 0;
}
