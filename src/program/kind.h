// SPDX-License-Identifier: MIT
// What the program is made of. Every object (a slot, an application, a goal, …) is of one kind, and a kind is two tables: the fields that an object
// has, and the moves that take it from state to state. Everything else follows from these tables: what the engine allows (act.h), the options of the
// commands, the columns of the exports, who may see what, whose turn it is.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/result.h"

namespace squire::program {

enum class Kind : std::uint8_t {
    program, // the one of this store: names, contact, whom to ask
    person, // its id is the person's handle, without '@'
    slot, // a time in which mentors take interns
    application, // of a person for a slot
    review, // one rater's scores of one application
    project, // an open-source project, and what its maintainers consent to
    internship, // from an accepted application to a write-up
    goal, // of an internship
    checkin, // one week's report
    checkpoint, // feedback in both directions, with a requested action
    contribution, // a merge request, or an issue for a scanner's team
    feedback, // about a scanner
    alumnus, // one who took part before Squire kept the page: a row of the page
    page, // the handbook page as people wrote it
    message, // what waits to be sent, or was
};
inline constexpr std::size_t kKinds = 15;

/// How somebody stands to an object: a set of these.
enum Who : std::uint8_t {
    kAnyone = 1, // any active person
    kOwner = 2, // whose it is: the person, the applicant, the intern, the rater
    kMentor = 4, // of the slot or the internship
    kMaintainer = 8, // of the project
    kCoordinator = 16, // runs the program
    kSystem = 32, // Squire itself, when time has come
};

enum class FieldType : std::uint8_t {
    text, // one line, at most 1,000 bytes
    prose, // lines, at most 1 MB
    word, // letters, digits, '-', '_', '.', '/': an identifier
    words, // a list of them
    date, // "2021-01-18"; people may write it otherwise
    period, // as people write it (calendar.h)
    periods, // a list; people separate them by ';'
    times, // a list of moments, RFC 3339 in UTC
    zone, // of the IANA database
    percent, // 1 to 100
    number, // 0 to a million
    flag, // true or false
    url, // http or https
    person, // the id of one
    people, // a list of ids
    object, // the id of an object of the kind `of`
    scores, // {"criterion": 0 to 10}; people write "criterion=7,other=4"
    query, // over the ledger (evidence.h)
};

enum class Visibility : std::uint8_t {
    open, // on the page, for everybody
    members, // for people of the program
    inner, // for who has to do with the object, and coordinators
};

struct Field {
    std::string_view name;
    FieldType type = FieldType::text;
    Visibility visibility = Visibility::open;
    std::string_view help;
    Kind of = Kind::program; // of FieldType::object alone
    std::string_view choices = {}; // where only these words may stand, with blanks between
};

class Program;
struct Object;
struct Event;
struct Circumstances;

/// A condition beyond what the table says. `before` is null for a creation; `after` has the event applied.
using Rule = Result<void> (*)(Program& program, const Object* before, const Object& after, const Event& event,
                              const Circumstances& circumstances);

struct Move {
    std::string_view name;
    std::string_view from; // states with blanks between; empty: it makes the object
    std::string_view to; // empty: the state stays
    std::uint8_t who = 0; // a set of Who
    std::string_view needs = {}; // fields that must have a value after it; those of them that it may set, it sets
    std::string_view takes = {}; // further fields that it may set; "*": all
    std::string_view help = {};
    Rule rule = nullptr;
    bool wants_reason = false;
    bool not_by_owner = false; // an approval: nobody approves what is their own, whatever other role they have
    nlohmann::json (*adds)(Program& program, const Object& after,
                           const Event& event) = nullptr; // fields that follow from others and from who does it
};

/// A state in which somebody is waited for.
struct Waiting {
    std::string_view state;
    std::uint8_t whom = 0; // a set of Who
    std::string_view what = {}; // to do: "answer the check-in"
    int nudge_after = 0; // days; 0: never
    int escalate_after = 0; // days until the coordinators hear of it; 0: never
    int close_after = 0; // days until Squire makes `close_move`, which it does only after a nudge was sent; 0: never
    std::string_view close_move = {};
};

struct KindInfo {
    Kind kind = Kind::program;
    std::string_view name;
    std::string_view what; // one line of help
    std::span<const Field> fields;
    std::span<const Move> moves;
    std::span<const Waiting> waits;
    std::string_view final_states; // nothing is left to be done: out of the way in lists
    std::string_view summary; // the fields that a list shows
};

[[nodiscard]] const KindInfo& info_of(Kind kind);
[[nodiscard]] std::optional<Kind> parse_kind(std::string_view name);
[[nodiscard]] const Field* field_of(const KindInfo& info, std::string_view name);
[[nodiscard]] const Move* move_of(const KindInfo& info, std::string_view name);
[[nodiscard]] const Waiting* waiting_in(const KindInfo& info, std::string_view state);

/// Whether `word` is one of the words of a table's cell.
[[nodiscard]] bool has_word(std::string_view cell, std::string_view word);

/// A value as the field keeps it, from JSON or from what a person typed; null for an empty one. `zone_is_known` as in Circumstances.
[[nodiscard]] Result<nlohmann::json> normalise(const Field& field, const nlohmann::json& given, bool (*zone_is_known)(std::string_view));

} // namespace squire::program
