// SPDX-License-Identifier: MIT
#include <cstdint>
#include <string_view>

#include "base/time_zone.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto zone = squire::TimeZone::parse("zone", std::string_view(reinterpret_cast<const char*>(data), size));
    if (!zone) return 0;
    for (const long long seconds : {-4'000'000'000LL, 0LL, 1'700'000'000LL, 5'000'000'000LL})
        (void)zone->to_utc(zone->to_local(squire::Time(std::chrono::seconds(seconds))));
    return 0;
}
