// SPDX-License-Identifier: MIT
// Any bytes for a diff: what comes of it are whole lines in their order.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/sarif_fix.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto changes = squire::formats::sarif_changes({reinterpret_cast<const char*>(data), size});
    if (!changes) return 0;
    for (const auto& change : *changes) {
        std::uint32_t before = 0;
        for (const auto& each : change.replacements) {
            if (each.first <= before || each.last < each.first) std::abort();
            before = each.last;
        }
    }
    return 0;
}
