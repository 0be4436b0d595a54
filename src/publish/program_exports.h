// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/time_zone.h"
#include "program/program.h"
#include "publish/exports.h"

namespace squire::publish {

using ZoneOf = std::function<std::optional<TimeZone>(const std::string& name)>;

/// Coffee chats (proposed and agreed), the weeks of internships that are not over, and their checkpoints. `person`: only theirs; empty: all.
[[nodiscard]] std::vector<CalendarEvent> program_calendar(program::Program& program, std::string_view person);

/// What the public may know: slots that opened, internships that were completed, the newest first.
[[nodiscard]] std::vector<FeedEntry> program_feed(program::Program& program);

/// The issue by which an applicant asks for the time to learn, in Markdown, for them to edit and to file: who, with whom, what, when, how much, and the
/// times proposed for the coffee chat in the zones of both.
[[nodiscard]] std::string learning_issue(program::Program& program, const program::Object& application, const ZoneOf& zone_of);

} // namespace squire::publish
