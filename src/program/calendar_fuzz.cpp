// SPDX-License-Identifier: MIT
// What people type: dates, periods, queries over the ledger.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "program/calendar.h"
#include "program/evidence.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire::program;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto date = parse_date(text)) {
        const auto again = parse_date(to_iso(*date));
        if (!again || *again != *date) std::abort();
    }
    if (const auto period = parse_period(text)) {
        if (period->last < period->first) std::abort();
        const auto again = parse_period(to_words(*period));
        if (!again || *again != *period) std::abort();
    }
    if (const auto query = parse_query(text); query && query->verbs.empty()) std::abort();
    return 0;
}
