// SPDX-License-Identifier: MIT
// The one door through which anything changes: the commands, the pages and the import of the handbook page all come through here.
#pragma once

#include <string>
#include <vector>

#include "program/program.h"

namespace squire::program {

/// What somebody wants to do.
struct Deed {
    Kind kind = Kind::program;
    std::string id;   // empty for a move that makes an object, where Squire should number it
    std::string move;
    std::string by;
    std::string why;
    Json data = Json::object(); // values as people type them, or as JSON; null or empty takes a field away
};

/// What a rule may ask about the world.
struct Circumstances {
    Time now;
    bool (*zone_is_known)(std::string_view) = nullptr; // null: all are
};

/// Checks the deed against the kind's tables and rules, and gives the object as it is after it; nothing is stored. What is wrong says what, why, and
/// who may or what is missing.
[[nodiscard]] Result<Object> judge(Program& program, const Deed& deed, const Circumstances& circumstances);

/// Takes back the last step on an object: only who made it may, and only while nobody has acted on it since. What made the object takes the object
/// with it, which then stands in the state "undone".
[[nodiscard]] Result<Object> judge_undo(Program& program, Kind kind, std::string_view id, std::string_view by, std::string_view why,
                                        const Circumstances& circumstances);

/// judge and save; the object with its new events. `conflict` where somebody else was first: it says who did what.
[[nodiscard]] Result<Object> act(Program& program, Records& records, const Deed& deed, const Circumstances& circumstances);
[[nodiscard]] Result<Object> undo(Program& program, Records& records, Kind kind, std::string_view id, std::string_view by, std::string_view why,
                                  const Circumstances& circumstances);

/// Makes the program and its first coordinator, both or neither: nobody is there yet who could allow it.
[[nodiscard]] Result<void> begin_program(Program& program, Records& records, const Json& facts, const std::string& coordinator,
                                         const Circumstances& circumstances);

/// What the move needs and neither has nor can work out: what is to be asked for.
[[nodiscard]] std::vector<const Field*> missing_fields(Program& program, const Deed& deed, const Circumstances& circumstances);

/// The moves that this person may make on this object now, as far as the table says (a rule may still refuse). Where somebody is both whose it is and who
/// approves, what is their own is not offered for approval.
[[nodiscard]] std::vector<const Move*> moves_for(Program& program, const Object& object, std::string_view person);

/// What must never be, whatever was done through which door: one sentence each, none in a sound program. Judged anew from the objects alone, not by
/// the rules of the moves.
[[nodiscard]] std::vector<std::string> violations(Program& program);

} // namespace squire::program
