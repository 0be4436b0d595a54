// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace squire::program {

using Date = std::chrono::sys_days;

/// "2021-01-18".
[[nodiscard]] std::string to_iso(Date date);
/// "January 18, 2021".
[[nodiscard]] std::string to_words(Date date);

/// A day of the years 1900 to 2999, in ISO or as people write it: "2021-01-18", "January 18, 2021", "18 Jan 2021", "Mon, 18th of January 2021".
/// "1/2/2021" is nothing: half of the world reads it otherwise.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

/// Both days belong to it.
struct Period {
    Date first;
    Date last;
    enum class Written : std::uint8_t { days, months, years } written = Written::days;
    friend bool operator==(const Period&, const Period&) = default;
};

/// "July 2020", "January-July 2021", "January 18, 2021 - February 19, 2021", "18-22 January 2021", "Nov 2021 to Feb 2022", "Q3 2021", "2021",
/// "2021-01-18/2021-02-19", "from … until …": any dash, any order of day and month, what one side lacks taken from the other; a period that would run
/// backwards began the year before. Nothing for what is none, or longer than five years.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text);

/// As parse_period reads it back: "July 2020", "January-July 2021", "January 18, 2021 - February 19, 2021".
[[nodiscard]] std::string to_words(const Period& period);

[[nodiscard]] bool overlap(const Period& one, const Period& other);

/// The one time base: a deadline on a day passes at 16:00 UTC of that day, wherever anybody lives, so that it is the same moment for all, and within
/// working hours for most.
[[nodiscard]] Time deadline_on(Date date);
[[nodiscard]] bool has_passed(Date deadline, Time now);

/// The day of a moment in UTC.
[[nodiscard]] Date date_of(Time time);

} // namespace squire::program
