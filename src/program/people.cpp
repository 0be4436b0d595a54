// SPDX-License-Identifier: MIT
// The program itself, its people, and the slots that mentors offer.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "program/act.h"
#include "program/calendar.h"
#include "program/tables.h"

namespace squire::program {
namespace {

using enum FieldType;
using enum Visibility;

// --- program ---

constexpr std::array kProgramFields{
    Field{"name", text, open, "the program's name"},
    Field{"contact", text, open, "whom applicants turn to, beside the mentor: a name and a handle"},
    Field{"ask", text, open, "what stands in the table when no slot is open: where to ask"},
    Field{"page", url, open, "where the handbook page is published"},
    Field{"approver", person, open, "who approves goals: the section leader; without one, any coordinator"},
};

Result<void> only_one(Program& program, const Object*, const Object&, const Event&, const Circumstances&) {
    if (!program.all(Kind::program).empty())
        return fail(ErrorKind::usage, "there is a program already", "", "squire program change sets its fields");
    return {};
}

constexpr std::array kProgramMoves{
    Move{"init", "", "running", kSystem, "name", "contact ask page", "begin a program", only_one},
    Move{"change", "running", "", kCoordinator, "name", "contact ask page approver", "change the program's own facts"},
};

// --- person ---

constexpr std::array kPersonFields{
    Field{"name", text, open, "how the person is called, in any script"},
    Field{"roles", words, members, "intern, mentor, maintainer, coordinator; several at once", Kind::program,
          "intern mentor maintainer coordinator"},
    Field{"zone", zone, members, "time zone, as Europe/Berlin"},
    Field{"email", text, inner, "where messages go"},
    Field{"team", text, members, "the team the person works in"},
    Field{"manager", text, inner, "the person's own manager"},
    Field{"manager_agreed", date, members, "when the manager agreed"},
    Field{"hours", percent, members, "the share of working time that the manager agreed to"},
    Field{"focus", words, open, "areas that a mentor can coach: sast, dast, fuzzing, containers, secrets, dependencies, …"},
    Field{"skills", words, members, "what the person brings"},
    Field{"languages", words, members, "programming languages"},
    Field{"chat", flag, open, "whether the person offers coffee chats to applicants"},
    Field{"bio", prose, members, "a few words about the person"},
    Field{"show", words, inner, "fields that the person makes public, whatever the rule"},
    Field{"hide", words, inner, "fields that only coordinators may see, whatever the rule"},
};

constexpr std::string_view kOwnFacts = "name zone email team manager focus skills languages chat bio show hide";

// Roles decide what a person may do, so nobody gives themselves any; whoever adds somebody else is a coordinator.
Result<void> adding(Program& program, const Object*, const Object& after, const Event& event, const Circumstances&) {
    if (event.by == kSquire) return {};
    const bool by_coordinator = (relation(program, after, event.by) & kCoordinator) != 0;
    return by_coordinator ? Result<void>() : fail(ErrorKind::usage, "only a coordinator adds people");
}

Result<void> last_coordinator(Program& program, const Object* before, const Object& after, const Event&, const Circumstances&) {
    const auto is_coordinator = [](const Object& person) {
        const auto roles = person.list("roles");
        return person.state == "active" && std::ranges::find(roles, "coordinator") != roles.end();
    };
    if (!is_coordinator(*before) || is_coordinator(after)) return {};
    const auto others = people_behind(program, *before, kCoordinator);
    if (others.size() > 1) return {};
    return fail(ErrorKind::usage, fmt::format("{} is the last coordinator", after.id), "", "make somebody else one first");
}

constexpr std::array kPersonMoves{
    Move{"add", "", "active", kCoordinator | kSystem, "name roles", kOwnFacts, "make a person known", adding},
    Move{"change", "active", "", kOwner | kCoordinator, "name", kOwnFacts, "change what is known of a person"},
    Move{"agree", "active", "", kOwner | kCoordinator, "manager manager_agreed", "hours", "record that the person's own manager agreed"},
    Move{"role", "active", "", kCoordinator, "roles", "", "give and take roles", last_coordinator},
    Move{"leave", "active", "left", kOwner | kCoordinator, "", "", "take no part any more", last_coordinator},
    Move{"return", "left", "active", kCoordinator, "", "", "take part again"},
};

// --- slot ---

constexpr std::array kSlotFields{
    Field{"period", period, open, "the time frame, as January-July 2026"},
    Field{"mentors", people, open, "one or more mentors, by handle"},
    Field{"focus", words, open, "areas: sast, dast, fuzzing, containers, secrets, dependencies, …"},
    Field{"capacity", number, open, "how many interns at once"},
    Field{"track", word, open, "the track, as security-scanning (squire program tracks)"},
    Field{"cells", text, open, "the row of the page as people wrote it, as JSON: time frame, mentor, track"},
    Field{"place", number, members, "the row on the page, from 1"},
    Field{"note", text, open, "anything else that applicants should know"},
};

Result<void> mentors_are_ready(Program& program, const Object*, const Object& after, const Event&, const Circumstances& now) {
    for (const std::string& id : after.list("mentors")) {
        const Object* const mentor = program.find(Kind::person, id);
        const auto roles = mentor->list("roles");
        if (mentor->state != "active" || std::ranges::find(roles, "mentor") == roles.end()) {
            return fail(ErrorKind::usage, fmt::format("{} is no mentor", id), "",
                        fmt::format("squire program person role {} --roles mentor", id));
        }
        if (!mentor->has("manager_agreed")) {
            return fail(ErrorKind::usage, fmt::format("{}'s own manager has not agreed yet", id), "",
                        fmt::format("squire program person agree {} --manager NAME --manager-agreed DATE", id));
        }
    }
    if (after.number("capacity") < 1) return fail(ErrorKind::usage, "a slot takes one intern at least", "", "--capacity 1");
    if (after.number("capacity") < taken_in(program, after.id))
        return fail(ErrorKind::usage, fmt::format("{} interns have been accepted already", taken_in(program, after.id)));
    if (const auto frame = parse_period(after.text("period")); frame && has_passed(frame->last, now.now))
        return fail(ErrorKind::usage, fmt::format("its time is over since {}", to_iso(frame->last)));
    return {};
}

Result<void> period_is_over(Program&, const Object* before, const Object&, const Event& event, const Circumstances& now) {
    if (event.by != kSquire) return {};
    const auto frame = parse_period(before->text("period"));
    return frame && has_passed(frame->last, now.now) ? Result<void>() : fail(ErrorKind::usage, "its time is not over");
}

constexpr std::array kSlotMoves{
    Move{"offer", "", "draft", kMentor | kCoordinator, "period mentors", "focus capacity track note", "offer a time in which interns are taken"},
    Move{"import", "", "open", kCoordinator, "cells capacity", "period mentors focus track note place", "take over a row of the page"},
    Move{"import", "open", "", kCoordinator, "cells", "period mentors focus track note place",
         "take over a row of the page that people changed"},
    Move{"change", "draft", "", kMentor | kCoordinator, "period mentors", "focus capacity track note cells place", "change a slot"},
    Move{"change", "open", "", kMentor | kCoordinator, "mentors", "period focus capacity track note cells place", "change a slot",
         mentors_are_ready},
    Move{"open", "draft closed", "open", kMentor | kCoordinator, "period mentors focus capacity track", "", "let people apply",
         mentors_are_ready},
    Move{"close", "draft open", "closed", kMentor | kCoordinator | kSystem, "", "", "take no more applications", period_is_over},
};

constexpr std::array kSlotWaits{
    Waiting{"draft", kMentor, "complete the slot and open it: own manager, focus areas, availability", 3, 14},
};

} // namespace

const KindInfo& program_kind() {
    static constexpr KindInfo kInfo{Kind::program, "program", "the program itself", kProgramFields, kProgramMoves, {}, "", "name contact"};
    return kInfo;
}

const KindInfo& person_kind() {
    static constexpr KindInfo kInfo{Kind::person, "person", "people and their roles", kPersonFields, kPersonMoves,
                                    {},           "left",   "name roles zone focus"};
    return kInfo;
}

const KindInfo& slot_kind() {
    static constexpr KindInfo kInfo{Kind::slot, "slot",   "times in which mentors take interns", kSlotFields, kSlotMoves,
                                    kSlotWaits, "closed", "period mentors track focus capacity"};
    return kInfo;
}

} // namespace squire::program
