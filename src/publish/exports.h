// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace squire::publish {

/// One record of RFC 4180, with its line end. A cell that a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or a carriage return)
/// gets an apostrophe before it; control characters but line ends become visible.
[[nodiscard]] std::string csv_row(const std::vector<std::string>& cells);

/// An entry of a calendar (RFC 5545). Times are UTC; a day has no time.
struct CalendarEvent {
    std::string id;
    std::string summary;
    std::string description;
    Time begin;
    Time end; // the first moment, or day, after it
    bool days = false; // whole days
};
[[nodiscard]] std::string to_icalendar(std::string_view name, const std::vector<CalendarEvent>& events, Time now);

/// An entry of a feed (RFC 4287).
struct FeedEntry {
    std::string id;
    std::string title;
    std::string text;
    std::string author;
    std::string address; // may be empty
    Time updated;
};
[[nodiscard]] std::string to_atom(std::string_view id, std::string_view title, const std::vector<FeedEntry>& entries, Time now);

} // namespace squire::publish
