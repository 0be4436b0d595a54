// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace squire {

using Time = std::chrono::sys_seconds;

/// Where time comes from. Everything that writes a time takes it from here, so that a test can say what time it is.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Time now() const = 0;
};

class SystemClock final : public Clock {
public:
    /// The system's time; SOURCE_DATE_EPOCH (reproducible-builds.org) replaces it where it is set.
    [[nodiscard]] Time now() const override;
};

/// "2026-01-31T12:00:00", UTC: the form GitLab's report schemas ask for, without a zone.
[[nodiscard]] std::string to_report_time(Time time);

/// "2026-01-31T12:00:00Z" (RFC 3339, UTC).
[[nodiscard]] std::string to_rfc3339(Time time);

/// Either form, any zone ("+02:00") and a blank for the "T"; without a zone it is UTC, and a fraction of a second is dropped. Nothing for what is no
/// time of the years 0 to 9999.
[[nodiscard]] std::optional<Time> parse_time(std::string_view text);

} // namespace squire
