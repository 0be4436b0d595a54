// SPDX-License-Identifier: MIT
#include "base/clock.h"

#include <cstdlib>
#include <string_view>

#include <charconv>
#include <fmt/format.h>

namespace squire {

Time SystemClock::now() const {
    if (const char* fixed = std::getenv("SOURCE_DATE_EPOCH")) {
        const std::string_view text = fixed;
        long long seconds = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), seconds).ec == std::errc{}) return Time(std::chrono::seconds(seconds));
    }
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::string to_report_time(Time time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()), clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string to_rfc3339(Time time) { return to_report_time(time) + "Z"; }

} // namespace squire
