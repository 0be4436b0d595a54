// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace squire {

/// Wall-clock time somewhere, without saying where.
using LocalTime = std::chrono::local_seconds;

/// The rules of one zone of the IANA time zone database, read from the system's own compiled files (TZif, RFC 9636). Rejected: std::chrono's time
/// zones, which GCC 12's library lacks, and ICU, which carries 30 MB of data that age apart from the system's tzdata.
class TimeZone {
public:
    struct Offset {
        std::chrono::seconds to_utc{0}; // local time minus UTC: positive east of Greenwich
        bool daylight = false;
        std::string_view abbreviation; // "CEST"; lives as long as the zone
    };

    /// UTC.
    TimeZone();
    /// The bytes of a TZif file of version 1 to 4. Any bytes are survived.
    [[nodiscard]] static Result<TimeZone> parse(std::string_view name, std::string_view tzif);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] Offset at(Time time) const;
    [[nodiscard]] LocalTime to_local(Time time) const;

    /// The moment at which clocks there show `local`. Of a time that comes twice, the first; of one that is left out, what a clock that had not been
    /// put forward would show (the reading of RFC 5545).
    [[nodiscard]] Time to_utc(LocalTime local) const;

private:
    struct Kind {
        std::chrono::seconds to_utc{0};
        bool daylight = false;
        std::string abbreviation;
    };
    // A day of each year and a time of that day at which clocks change, as in the TZ variable of POSIX.
    struct Change {
        enum class Form : std::uint8_t { week_of_month, julian, day_of_year } form = Form::week_of_month;
        int month = 1;
        int week = 1;
        int day = 0;
        std::chrono::seconds time{7200};
    };
    // What holds after the last listed transition.
    struct Rule {
        Kind standard;
        std::optional<Kind> daylight;
        Change begins;
        Change ends;
    };

    [[nodiscard]] static std::optional<Rule> parse_rule(std::string_view text);
    [[nodiscard]] static Time moment_of(const Change& change, int year, std::chrono::seconds to_utc);
    [[nodiscard]] const Kind& kind_at(Time time) const;

    std::string name_ = "UTC";
    std::vector<Time> transitions_; // ascending
    std::vector<std::uint8_t> kind_after_; // of kinds_, one a transition
    std::vector<Kind> kinds_; // never empty; the first holds before all transitions
    std::optional<Rule> rule_;
};

/// The zone "Europe/Berlin" from $TZDIR, else /usr/share/zoneinfo. "UTC" is there without any file.
[[nodiscard]] Result<TimeZone> load_time_zone(std::string_view name);

/// "+02:00", "-03:30".
[[nodiscard]] std::string to_offset_text(std::chrono::seconds to_utc);

} // namespace squire
