// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "program/program.h"

namespace squire::program {

/// Weeks by which an internship may be extended, in all.
inline constexpr long kMostExtension = 5;

/// What stands between an internship and its completion, for people; empty: nothing. A write-up that answers or an approved reason, every merge
/// request merged, closed or handed over, every goal met or dropped, a checkpoint decided and none left open.
[[nodiscard]] std::vector<std::string> missing_for_completion(Program& program, const Object& internship);

/// How far a goal has come by the ledger.
struct GoalProgress {
    long count = 0;
    long target = 0;
    std::vector<LedgerEntry> evidence;
};
[[nodiscard]] GoalProgress progress_of(Program& program, const Object& goal);

} // namespace squire::program
