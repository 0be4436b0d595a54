// SPDX-License-Identifier: MIT
// The internship from an accepted application to its write-up.
#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "program/act.h"
#include "program/calendar.h"
#include "program/internship.h"
#include "program/tables.h"
#include "program/track.h"

namespace squire::program {
namespace {

using enum FieldType;
using enum Visibility;

constexpr std::array kInternshipFields{
    Field{"application", object, members, "the accepted application it comes from", Kind::application},
    Field{"intern", person, open, "who"},
    Field{"mentors", people, open, "with whom"},
    Field{"track", word, open, "the track (squire program tracks)"},
    Field{"project", object, open, "the project it is about", Kind::project},
    Field{"type", text, open, "as the page says it: Internal, External, the track"},
    Field{"start", date, open, "the first day"},
    Field{"weeks", number, open, "weeks of work, four unless said otherwise"},
    Field{"percent", percent, members, "share of the working time"},
    Field{"away", periods, members, "leave and holidays, separated by ';'"},
    Field{"interests", prose, inner, "what the intern wants to learn, from the kickoff"},
    Field{"skills", prose, inner, "what the intern brings, from the kickoff"},
    Field{"availability", prose, inner, "when and how the intern can be reached, from the kickoff"},
    Field{"kickoff_on", date, members, "the day of the kickoff call"},
    Field{"extension_weeks", number, members, "by how many weeks it was extended, five at most in all"},
    Field{"extension_goals", words, members, "the goals that the extension is for, by id"},
    Field{"checkpoint", object, inner, "the checkpoint that decided it", Kind::checkpoint},
    Field{"writeup", url, open, "where the write-up is"},
    Field{"writeup_seen", url, members, "the write-up's address when it last answered (written by Squire)"},
    Field{"writeup_excuse", prose, members, "why there is no write-up that resolves, approved by a coordinator"},
    Field{"takeaways", prose, open, "what the intern takes from it, in a sentence or two"},
};

Result<void> starting(Program& program, const Object*, const Object& after, const Event&, const Circumstances&) {
    const Object* const application = program.find(Kind::application, after.text("application"));
    if (application->state != "accepted")
        return fail(ErrorKind::usage, fmt::format("{} is {}, not accepted", application->id, application->state));
    for (const Object* other : program.with(Kind::internship, "application", application->id))
        return fail(ErrorKind::usage, fmt::format("{} began from it", other->id));
    if (application->text("applicant") != after.text("intern")) return fail(ErrorKind::usage, "the intern is who applied");
    const auto mentors = after.list("mentors");
    const Object* const slot = program.find(Kind::slot, application->text("slot"));
    if (slot == nullptr || slot->list("mentors") != mentors) return fail(ErrorKind::usage, "the mentors are those of the slot");
    if (std::ranges::find(mentors, after.text("intern")) != mentors.end()) return fail(ErrorKind::usage, "nobody is their own mentor");
    if (find_track(after.text("track")) == nullptr)
        return fail(ErrorKind::usage, fmt::format("there is no track '{}'", after.text("track")), "", "squire program tracks");
    return {};
}

// Who, with whom and how much stand in the application.
Json from_application(Program& program, const Object& after, const Event&) {
    Json added = Json::object();
    const Object* const application = program.find(Kind::application, after.text("application"));
    const Object* const slot = application == nullptr ? nullptr : program.find(Kind::slot, application->text("slot"));
    if (slot == nullptr) return added;
    const auto unless_said = [&](const char* name, Json value) {
        if (!after.has(name) && !value.is_null()) added[name] = std::move(value);
    };
    unless_said("intern", application->text("applicant"));
    unless_said("mentors", slot->list("mentors"));
    if (slot->has("track")) unless_said("track", slot->text("track"));
    if (application->has("percent")) unless_said("percent", application->number("percent"));
    unless_said("weeks", 4);
    return added;
}

// The five kinds of goal, each measurable, one of them hands-on: what makes a set of goals whole.
Result<void> goals_are_whole(Program& program, const Object*, const Object& after, const Event&, const Circumstances&) {
    const Track* const track = find_track(after.text("track"));
    std::vector<std::string> kinds;
    for (const Object* goal : program.with(Kind::goal, "internship", after.id)) {
        if (goal->state != "dropped") kinds.push_back(goal->text("kind"));
    }
    for (const GoalTemplate& wanted : track->goals) {
        if (std::ranges::find(kinds, wanted.kind) == kinds.end()) {
            return fail(ErrorKind::usage, fmt::format("there is no goal of the kind '{}'", wanted.kind), "",
                        fmt::format("squire internship goal propose --internship {} --kind {}, or squire internship goals {}", after.id,
                                    wanted.kind, after.id));
        }
    }
    const bool hands_on =
        std::ranges::any_of(track->hands_on, [&](const std::string& kind) { return std::ranges::find(kinds, kind) != kinds.end(); });
    return hands_on ? Result<void>()
                    : fail(ErrorKind::usage, fmt::format("one goal at least is hands-on: {}", fmt::join(track->hands_on, " or ")));
}

Result<void> goals_are_approved(Program& program, const Object* before, const Object& after, const Event& event, const Circumstances& now) {
    if (auto whole = goals_are_whole(program, before, after, event, now); !whole) return whole;
    const std::vector<Object>& programs = program.all(Kind::program);
    if (!programs.empty() && programs.front().has("approver") && programs.front().text("approver") != event.by)
        return fail(ErrorKind::usage, fmt::format("{} approves goals", programs.front().text("approver")));
    for (const Object* goal : program.with(Kind::goal, "internship", after.id)) {
        if (goal->state == "proposed")
            return fail(ErrorKind::usage, fmt::format("{} has not been approved by a mentor", goal->id), "",
                        fmt::format("squire internship goal approve {}", goal->id));
    }
    return {};
}

// A change of goals, an extension and an end are what a checkpoint in both directions decided, not what one side wants.
Result<const Object*> deciding(Program& program, const Object& internship, std::string_view decision) {
    const Object* const checkpoint = program.find(Kind::checkpoint, internship.text("checkpoint"));
    if (checkpoint == nullptr || checkpoint->text("internship") != internship.id || checkpoint->state != "decided" ||
        checkpoint->text("decision") != decision) {
        return fail(ErrorKind::usage, fmt::format("no checkpoint of {} decided to '{}'", internship.id, decision), "",
                    fmt::format("--checkpoint ID names one; squire internship checkpoint open --internship {}", internship.id));
    }
    return checkpoint;
}

Result<void> used_once(Program&, const Object* before, const Object& after, std::string_view move) {
    for (const std::size_t index : before->stands) {
        const Event& earlier = before->events[index];
        if (earlier.move == move && earlier.data.value("checkpoint", "") == after.text("checkpoint"))
            return fail(ErrorKind::usage, fmt::format("{} has been followed already", after.text("checkpoint")));
    }
    return {};
}

Result<void> extending(Program& program, const Object* before, const Object& after, const Event&, const Circumstances&) {
    const auto checkpoint = deciding(program, after, "extend");
    if (!checkpoint) return std::unexpected(checkpoint.error());
    if (auto once = used_once(program, before, after, "extend"); !once) return once;
    const long more = after.number("extension_weeks") - before->number("extension_weeks");
    if (after.number("extension_weeks") > kMostExtension)
        return fail(ErrorKind::usage, fmt::format("an internship is extended by {} weeks at most in all, not {}", kMostExtension,
                                                  after.number("extension_weeks")));
    if (more < 1) return fail(ErrorKind::usage, "--extension-weeks is the sum of all extensions, and grows");
    if (more > (*checkpoint)->number("weeks"))
        return fail(ErrorKind::usage, fmt::format("{} decided on {} weeks", (*checkpoint)->id, (*checkpoint)->number("weeks")));
    for (const std::string& id : after.list("extension_goals")) {
        const Object* const goal = program.find(Kind::goal, id);
        if (goal == nullptr || goal->text("internship") != after.id || goal->state != "approved")
            return fail(ErrorKind::usage, fmt::format("'{}' is no approved, open goal of {}", id, after.id), "",
                        "an extension is for concrete goals");
    }
    return {};
}

Result<void> changing_goals(Program& program, const Object* before, const Object& after, const Event&, const Circumstances&) {
    if (const auto checkpoint = deciding(program, after, "change_goals"); !checkpoint) return std::unexpected(checkpoint.error());
    return used_once(program, before, after, "change_goals");
}

Result<void> ending(Program& program, const Object*, const Object& after, const Event& event, const Circumstances&) {
    if (event.by == after.text("intern")) return {}; // who wants to leave, leaves
    if (const auto checkpoint = deciding(program, after, "end"); !checkpoint) return std::unexpected(checkpoint.error());
    return {};
}

Result<void> keeps_start(Program&, const Object* before, const Object& after, const Event&, const Circumstances&) {
    if (after.number("weeks") > 104) return fail(ErrorKind::usage, "an internship has 104 weeks at most");
    const bool runs = before->state == "running" || before->state == "closing";
    if (runs && before->text("start") != after.text("start")) return fail(ErrorKind::usage, "it has begun: its first day stays");
    if (runs && before->number("weeks") != after.number("weeks"))
        return fail(ErrorKind::usage, "its weeks are agreed; a checkpoint may decide to extend it", "", "squire internship checkpoint");
    return {};
}

Result<void> seen_as_written(Program&, const Object* before, const Object& after, const Event&, const Circumstances&) {
    return after.text("writeup_seen") == before->text("writeup") ? Result<void>() : fail(ErrorKind::usage, "that is not its write-up");
}

Result<void> completing(Program& program, const Object*, const Object& after, const Event&, const Circumstances&) {
    const std::vector<std::string> missing = missing_for_completion(program, after);
    if (missing.empty()) return {};
    return fail(ErrorKind::usage, fmt::format("{} is not complete: {}", after.id, missing.front()), "",
                missing.size() > 1 ? fmt::format("also: {}", fmt::join(missing.begin() + 1, missing.end(), "; ")) : "");
}

constexpr std::array kInternshipMoves{
    Move{"start", "", "starting", kMentor | kCoordinator, "application intern mentors track start", "weeks percent away project type",
         "begin it from an accepted application", starting, false, false, from_application},
    Move{"kickoff", "starting", "goals", kOwner | kMentor, "interests skills availability kickoff_on", "percent away",
         "record the kickoff call"},
    Move{"plan", "starting goals approval running closing", "", kOwner | kMentor, "start", "weeks percent away project",
         "change what the plan is made from", keeps_start},
    Move{"ask_approval", "goals", "approval", kOwner | kMentor, "", "", "hand the goals in for approval", goals_are_whole},
    Move{"approve", "approval", "running", kCoordinator, "", "", "approve the goals: the work begins", goals_are_approved, false, true},
    Move{"return", "approval", "goals", kCoordinator, "", "", "send the goals back", nullptr, true, true},
    Move{"change_goals", "running", "goals", kMentor | kCoordinator, "checkpoint", "", "open the goals again, as a checkpoint decided",
         changing_goals, true, true},
    Move{"extend", "running closing", "running", kMentor | kCoordinator, "checkpoint extension_weeks extension_goals", "",
         "add weeks, as a checkpoint decided", extending, true, true},
    Move{"close", "running", "closing", kOwner | kMentor, "", "", "the work is done: hand over and write up"},
    Move{"writeup", "running closing", "", kOwner, "writeup", "takeaways", "say where the write-up is"},
    Move{"verify", "running closing", "", kSystem, "writeup_seen", "", "the write-up's address answered", seen_as_written},
    Move{"excuse", "closing", "", kCoordinator, "writeup_excuse", "", "approve a reason why there is no write-up", nullptr, true, true},
    Move{"complete", "closing", "completed", kMentor | kCoordinator, "", "takeaways", "everything is done: the intern is an alumnus", completing,
         false, true},
    Move{"end", "starting goals approval running closing", "ended", kOwner | kCoordinator, "", "checkpoint", "end it early", ending, true},
};

constexpr std::array kInternshipWaits{
    Waiting{"starting", kMentor, "have the kickoff call and record it", 3, 10},
    Waiting{"goals", kOwner, "agree on goals and hand them in for approval", 4, 10},
    Waiting{"approval", kCoordinator, "approve the goals, or send them back", 3, 7},
    Waiting{"running", kOwner, "work on the goals", 0, 0},
    Waiting{"closing", kOwner, "hand over what is open, and write up", 7, 14},
};

} // namespace

std::vector<std::string> missing_for_completion(Program& program, const Object& internship) {
    std::vector<std::string> missing;
    const std::string writeup = internship.text("writeup");
    const bool resolves = !writeup.empty() && internship.text("writeup_seen") == writeup;
    if (!resolves && !internship.has("writeup_excuse")) {
        missing.push_back(writeup.empty() ? "there is no write-up, and no approved reason for that"
                                          : fmt::format("the write-up's address has not answered: {}", writeup));
    }
    for (const Object* each : program.with(Kind::contribution, "internship", internship.id)) {
        if (!each->is_final()) missing.push_back(fmt::format("{} is open: merge, close or hand it over", each->id));
    }
    bool looked_back = false;
    for (const Object* each : program.with(Kind::checkpoint, "internship", internship.id)) {
        if (each->is_final())
            looked_back = true;
        else
            missing.push_back(fmt::format("{} is not decided", each->id));
    }
    if (!looked_back) missing.emplace_back("there was no checkpoint");
    for (const Object* each : program.with(Kind::goal, "internship", internship.id)) {
        if (!each->is_final()) missing.push_back(fmt::format("{} is neither met nor dropped with a reason", each->id));
    }
    return missing;
}

const KindInfo& internship_kind() {
    static constexpr KindInfo kInfo{
        Kind::internship, "internship",      "internships, from start to write-up", kInternshipFields, kInternshipMoves,
        kInternshipWaits, "completed ended", "intern mentors track start weeks"};
    return kInfo;
}

} // namespace squire::program
