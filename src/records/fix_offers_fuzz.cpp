// SPDX-License-Identifier: MIT
// Any bytes for an offer: what is read is written, and read again, as the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "records/fix_offers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire;
    const auto kept = records::read_offer({reinterpret_cast<const char*>(data), size});
    if (!kept) return 0;
    const auto again = records::read_offer(records::write_offer(*kept));
    if (!again || *again != *kept) std::abort();
    return 0;
}
