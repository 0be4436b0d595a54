// SPDX-License-Identifier: MIT
// Applications and their reviews.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "program/act.h"
#include "program/calendar.h"
#include "program/matching.h"
#include "program/rubric.h"
#include "program/tables.h"

namespace squire::program {
namespace {

using enum FieldType;
using enum Visibility;

constexpr std::array kApplicationFields{
    Field{"applicant", person, members, "who applies"},
    Field{"slot", object, open, "the slot applied for", Kind::slot},
    Field{"interests", prose, inner, "what the applicant wants to learn"},
    Field{"focus", words, inner, "areas of interest: sast, dast, fuzzing, containers, secrets, dependencies, …"},
    Field{"skills", prose, inner, "what the applicant brings"},
    Field{"available", periods, inner, "when, as calendar: periods, separated by ';'"},
    Field{"percent", percent, inner, "how much of the working time, 1 to 100"},
    Field{"chats", times, inner, "times proposed for the coffee chat"},
    Field{"chat", times, inner, "the time agreed for the coffee chat"},
    Field{"note", prose, inner, "anything else that the mentor should know"},
    Field{"snapshot", prose, inner, "the application and its applicant as they were when it was submitted (written by Squire)"},
};

constexpr std::string_view kOwnWords = "interests focus skills available percent chats note";

Json applicant_is_who_does_it(Program&, const Object& after, const Event& event) {
    return after.has("applicant") ? Json::object() : Json{{"applicant", event.by}};
}

Json rater_is_who_does_it(Program&, const Object& after, const Event& event) {
    return after.has("rater") ? Json::object() : Json{{"rater", event.by}};
}

// Whose application it is, is who makes it: nobody applies for somebody else.
Result<void> own(Program&, const Object*, const Object& after, const Event& event, const Circumstances&) {
    if (after.text("applicant") != event.by) return fail(ErrorKind::usage, "everybody applies for themselves");
    return {};
}

Result<void> room_in_slot(Program& program, const Object& application) {
    const Object* const slot = program.find(Kind::slot, application.text("slot"));
    if (slot == nullptr || slot->state != "open")
        return fail(ErrorKind::usage, fmt::format("{} is not open", application.text("slot")), "", "squire program slot list");
    if (is_full(program, *slot)) return fail(ErrorKind::usage, fmt::format("{} is full", slot->id), "", "squire program slot list");
    return {};
}

Result<void> ready_to_submit(Program& program, const Object*, const Object& after, const Event&, const Circumstances&) {
    const Object* const applicant = program.find(Kind::person, after.text("applicant"));
    if (applicant == nullptr || !applicant->has("manager_agreed")) {
        return fail(ErrorKind::usage, "the applicant's own manager has not agreed yet", "",
                    fmt::format("squire program person agree {} --manager NAME --manager-agreed DATE", after.text("applicant")));
    }
    const long agreed = applicant->number("hours");
    if (agreed > 0 && after.number("percent") > agreed)
        return fail(ErrorKind::usage,
                    fmt::format("{} % of the time is more than the {} % that the manager agreed to", after.number("percent"), agreed));
    const Object* const slot = program.find(Kind::slot, after.text("slot"));
    const auto mentors = slot == nullptr ? std::vector<std::string>() : slot->list("mentors");
    if (std::ranges::find(mentors, applicant->id) != mentors.end()) return fail(ErrorKind::usage, "nobody is their own mentor");
    return room_in_slot(program, after);
}

// The application as it is handed in, and what is known of the applicant at that time: later changes of either do not show in it.
Json snapshot(Program& program, const Object& after, const Event&) {
    Json kept = after.fields;
    kept.erase("snapshot");
    if (const Object* const applicant = program.find(Kind::person, after.text("applicant"))) kept["person"] = applicant->fields;
    return {{"snapshot", kept.dump()}};
}

// One intern of a team at a time is advised (the handbook's page on interning): whoever accepts a second one says why.
Result<void> may_accept(Program& program, const Object*, const Object& after, const Event& event, const Circumstances&) {
    if (auto room = room_in_slot(program, after); !room) return room;
    const auto colleague = intern_of_same_team(program, after);
    if (colleague && event.why.empty()) {
        return fail(ErrorKind::usage,
                    fmt::format("{} of the same team is an intern in that time; one of a team at a time is advised", *colleague), "",
                    "--why TEXT accepts nevertheless");
    }
    return {};
}

constexpr std::array kApplicationMoves{
    Move{"draft", "", "draft", kOwner, "applicant slot", kOwnWords, "begin an application", own, false, false, applicant_is_who_does_it},
    Move{"change", "draft", "", kOwner, "slot", kOwnWords, "change an application that is not submitted"},
    Move{"submit", "draft", "submitted", kOwner, "interests skills available percent", "focus chats note",
         "hand it in; it is kept as it is then", ready_to_submit, false, false, snapshot},
    Move{"chat", "submitted in_review", "", kOwner | kMentor, "chat", "chats", "agree on a time for the coffee chat"},
    Move{"review", "submitted", "in_review", kMentor | kCoordinator, "", "", "begin to look at it", nullptr, false, true},
    Move{"accept", "in_review", "accepted", kMentor | kCoordinator, "", "", "take the applicant as an intern", may_accept, false, true},
    Move{"decline", "submitted in_review", "declined", kMentor | kCoordinator, "", "", "turn it down, with a reason that the applicant reads",
         nullptr, true, true},
    Move{"withdraw", "draft submitted in_review", "withdrawn", kOwner, "", "", "take it back"},
    Move{"lapse", "draft", "withdrawn", kSystem, "", "", "a draft that nobody went on with"},
};

constexpr std::array kApplicationWaits{
    Waiting{"draft", kOwner, "submit the application, or withdraw it", 7, 0, 28, "lapse"},
    Waiting{"submitted", kMentor, "begin to look at the application", 3, 7},
    Waiting{"in_review", kMentor, "accept or decline the application", 7, 14},
};

// --- review ---

constexpr std::array kReviewFields{
    Field{"application", object, inner, "what is rated", Kind::application},
    Field{"rater", person, inner, "who rates"},
    Field{"scores", scores, inner, "by criterion, 0 to 10 (squire program rubric)"},
    Field{"comment", prose, inner, "why"},
};

Result<void> rating(Program& program, const Object* before, const Object& after, const Event& event, const Circumstances&) {
    if (after.text("rater") != event.by) return fail(ErrorKind::usage, "everybody rates in their own name");
    const Object* const application = program.find(Kind::application, after.text("application"));
    if (application == nullptr || (application->state != "submitted" && application->state != "in_review"))
        return fail(ErrorKind::usage, fmt::format("{} is not being reviewed", after.text("application")));
    if (application->text("applicant") == event.by) return fail(ErrorKind::usage, "nobody rates themselves");
    for (const Object* review : program.with(Kind::review, "application", application->id)) {
        if (before == nullptr && review->text("rater") == event.by)
            return fail(ErrorKind::usage, fmt::format("{} has rated it already", event.by), "",
                        fmt::format("squire program review change {}", review->id));
    }
    return check_scores(rubric(), after.fields.at("scores"));
}

constexpr std::array kReviewMoves{
    Move{"rate", "", "given", kMentor | kCoordinator, "application rater scores", "comment", "rate an application by the rubric", rating, false,
         false, rater_is_who_does_it},
    Move{"change", "given", "", kOwner, "scores", "comment", "rate anew", rating},
};

} // namespace

const KindInfo& application_kind() {
    static constexpr KindInfo kInfo{Kind::application, "application",     "applications for slots",      kApplicationFields,
                                    kApplicationMoves, kApplicationWaits, "accepted declined withdrawn", "applicant slot focus percent"};
    return kInfo;
}

const KindInfo& review_kind() {
    static constexpr KindInfo kInfo{Kind::review, "review", "ratings of applications", kReviewFields, kReviewMoves,
                                    {},           "",       "application rater scores"};
    return kInfo;
}

} // namespace squire::program
