// SPDX-License-Identifier: MIT
//
// What became of reports about scanners, and weaknesses that scanners missed: objects of the store, so each step is an entry of the ledger.
//
//     draft ─► sent ─► answered ─► fixed
//               ▲ ◄──────┘  └────► closed     sent again: we answered, and it is their turn
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/store.h"

namespace squire::workspace {

enum class BugState : std::uint8_t { draft, sent, answered, fixed, closed };

[[nodiscard]] std::string_view to_string(BugState state); // "draft"
[[nodiscard]] std::optional<BugState> parse_bug_state(std::string_view word);

/// One thing that happened to a report.
struct BugStep {
    BugState to = BugState::draft;
    std::string by;
    Time at{};
    std::string note; // what they answered, which version has it, why it was closed
    friend bool operator==(const BugStep&, const BugStep&) = default;
};

struct BugRecord {
    std::string id; // bugreport::BugReport::id()
    std::int64_t version = 0; // of the store; 0: not there yet
    std::string kind, title, tracker, scanner, rule;
    std::string vulnerability; // its id, or that of a missed weakness; may be empty
    std::string folder; // where the texts are, from the workspace's root
    std::uint32_t score = 0;
    bool ready = false;
    std::vector<std::string> missing; // of what the tracker asks for
    std::string url; // once it was sent
    std::uint32_t nudge_after = 14; // days without an answer
    std::string contribution; // of the program, where it is part of an internship; may be empty
    std::vector<BugStep> steps; // the oldest first, never empty once it is kept

    [[nodiscard]] BugState state() const { return steps.empty() ? BugState::draft : steps.back().to; }
    [[nodiscard]] Time since() const { return steps.empty() ? Time{} : steps.back().at; }
    [[nodiscard]] std::string_view last_answer() const; // empty: none yet
    /// Whole days that the scanner's team has had it; nothing where it is not their turn.
    [[nodiscard]] std::optional<long> days_with_them(Time now) const;
    [[nodiscard]] bool nudge_is_due(Time now) const;
    friend bool operator==(const BugRecord&, const BugRecord&) = default;
};

/// Keeps a draft, or what it is now, where one with this id was never sent; `conflict` where it was.
[[nodiscard]] Result<BugRecord> keep_draft(store::Store& store, BugRecord record, std::string_view who, Time now);

struct BugMove {
    BugState to = BugState::sent;
    std::string note;
    std::string url; // of `sent`, the first time
    std::optional<std::uint32_t> nudge_after; // of `sent`
    bool not_ready_all_the_same = false; // of `sent`
    std::string contribution; // of the program, opened for it
};

/// The record after the move. Refused (usage): a move that the state does not allow, a first `sent` without an address or of a report that is not ready,
/// `answered` and `closed` without a note.
[[nodiscard]] Result<BugRecord> move_bug(store::Store& store, std::string_view prefix, const BugMove& move, std::string_view who, Time now);

[[nodiscard]] Result<std::vector<BugRecord>> bug_records(const store::Store& store); // the newest step first
[[nodiscard]] Result<BugRecord> bug_record(const store::Store& store, std::string_view prefix); // by a unique prefix of its id

/// A weakness that a person sees and no scanner reports.
struct MissedWeakness {
    std::string id; // 12 hexadecimal digits over file, line, commit and cwe
    std::string file;
    std::uint32_t line = 0;
    std::string commit;
    std::uint32_t cwe = 0;
    std::string rule; // that should have seen it; may be empty
    std::string scanner; // that missed it
    std::string note; // why it is one
    std::string by;
    Time at{};
    friend bool operator==(const MissedWeakness&, const MissedWeakness&) = default;
};

/// Kept with an id; marking the same place twice changes the note.
[[nodiscard]] Result<MissedWeakness> keep_missed(store::Store& store, MissedWeakness missed, std::string_view who, Time now);
[[nodiscard]] Result<std::vector<MissedWeakness>> missed_weaknesses(const store::Store& store); // by file and line
[[nodiscard]] Result<MissedWeakness> missed_weakness(const store::Store& store, std::string_view prefix);

} // namespace squire::workspace
