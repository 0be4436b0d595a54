// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "program/program.h"

namespace squire::program {

/// Local time minus UTC in a zone at a moment; nothing for an unknown zone.
using OffsetOf = std::function<std::optional<std::chrono::seconds>(const std::string& zone, Time)>;

/// How well somebody fits a slot, with what speaks for it and what against. `score` orders and means nothing else.
struct Match {
    std::string slot;
    int score = 0;
    std::vector<std::string> reasons;
    std::vector<std::string> warnings;
};

/// The open slots for a person with these interests, the best first; those of equal score by id. Slots that are full come last.
[[nodiscard]] std::vector<Match> match(Program& program, const Object& person, const std::vector<std::string>& interests, Time now,
                                       const OffsetOf& offset_of);

/// How many of the hours from 9 to 17 two people share, whose zones differ by these offsets.
[[nodiscard]] double shared_hours(std::chrono::seconds one, std::chrono::seconds other);

/// Focus areas that somebody applies for or that tracks name, and no active mentor covers.
[[nodiscard]] std::vector<std::string> uncovered_focus(Program& program);

/// An intern of the applicant's team whose time overlaps with the slot's, by handle.
[[nodiscard]] std::optional<std::string> intern_of_same_team(Program& program, const Object& application);

} // namespace squire::program
