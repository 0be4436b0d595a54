// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "program/act.h"
#include "program/calendar.h"
#include "program/internship.h"

namespace squire::program {
namespace {

// The first event of that move which stands, or null.
const Event* event_of(const Object& object, std::string_view move) {
    for (const std::size_t index : object.stands) {
        if (object.events[index].move == move) return &object.events[index];
    }
    return nullptr;
}

void look_at_internship(Program& program, const Object& internship, std::vector<std::string>& found) {
    const auto say = [&](std::string_view what) { found.push_back(fmt::format("{}: {}", internship.id, what)); };
    const std::string intern = internship.text("intern");
    if (internship.state == "completed") {
        const bool resolves = !internship.text("writeup").empty() && internship.text("writeup") == internship.text("writeup_seen");
        if (!resolves && !internship.has("writeup_excuse")) say("completed without a write-up that resolves or an approved reason");
        for (const Object* each : program.with(Kind::contribution, "internship", internship.id)) {
            if (!each->is_final() && each->first().at <= internship.since) say(fmt::format("completed while {} is open", each->id));
        }
        if (const Event* const completed = event_of(internship, "complete"); completed == nullptr || completed->by == intern)
            say("completed by the intern");
    }
    if (const Event* const excuse = event_of(internship, "excuse"); excuse != nullptr && excuse->by == intern)
        say("the intern excused themselves");
    if (const Event* const approval = event_of(internship, "approve"); approval != nullptr && approval->by == intern)
        say("the intern approved their own goals");
    if ((internship.state == "running" || internship.state == "closing" || internship.state == "completed") &&
        event_of(internship, "approve") == nullptr)
        say("runs without approved goals");
    if (internship.number("extension_weeks") > kMostExtension) say("extended by more than five weeks");
    if (internship.number("extension_weeks") > 0 && internship.list("extension_goals").empty()) say("extended without concrete goals");
    const auto mentors = internship.list("mentors");
    if (std::ranges::find(mentors, intern) != mentors.end()) say("the intern is their own mentor");
    const Object* const application = program.find(Kind::application, internship.text("application"));
    if (application == nullptr || application->state != "accepted") say("does not come from an accepted application");
}

void look_at_application(Program& program, const Object& application, std::vector<std::string>& found) {
    const auto say = [&](std::string_view what) { found.push_back(fmt::format("{}: {}", application.id, what)); };
    const std::string applicant = application.text("applicant");
    for (const std::size_t index : application.stands) {
        const Event& event = application.events[index];
        const bool decides = event.move == "accept" || event.move == "decline" || event.move == "review";
        if (decides && event.by == applicant) say("the applicant decided on it");
        if ((event.move == "draft" || event.move == "submit" || event.move == "withdraw") && event.by != applicant)
            say("somebody else acted for the applicant");
        if (event.move == "decline" && event.why.empty()) say("declined without a reason");
    }
    if (event_of(application, "submit") != nullptr && !application.has("snapshot")) say("was submitted and not kept as it was");
    if (application.state == "accepted" && (event_of(application, "submit") == nullptr || event_of(application, "review") == nullptr))
        say("accepted unseen");
    (void)program;
}

} // namespace

std::vector<std::string> violations(Program& program) {
    std::vector<std::string> found;
    for (const Object& internship : program.all(Kind::internship)) {
        if (!internship.stands.empty()) look_at_internship(program, internship, found);
    }
    for (const Object& application : program.all(Kind::application)) {
        if (!application.stands.empty()) look_at_application(program, application, found);
    }
    for (const Object& slot : program.all(Kind::slot)) {
        if (!slot.stands.empty() && taken_in(program, slot.id) > slot.number("capacity") && slot.state != "draft")
            found.push_back(fmt::format("{}: more interns than its capacity", slot.id));
    }
    for (const Object& each : program.all(Kind::contribution)) {
        if (each.stands.empty() || each.text("form") == "report") continue;
        const Object* const project = program.find(Kind::project, each.text("project"));
        const bool consented = project != nullptr && std::ranges::any_of(project->events, [&](const Event& event) {
                                   return event.move == "consent" && event.at <= each.first().at;
                               });
        if (!consented) found.push_back(fmt::format("{}: was sent before a consent", each.id));
        if (project != nullptr && project->state == "refused" && each.first().at > project->since)
            found.push_back(fmt::format("{}: was sent after the project said no", each.id));
    }
    for (const Object& goal : program.all(Kind::goal)) {
        if (goal.stands.empty()) continue;
        const Object* const internship = program.find(Kind::internship, goal.text("internship"));
        for (const std::size_t index : goal.stands) {
            const Event& event = goal.events[index];
            if (internship != nullptr && (event.move == "approve" || event.move == "meet" || event.move == "drop") &&
                event.by == internship->text("intern"))
                found.push_back(fmt::format("{}: the intern decided on their own goal", goal.id));
        }
        if (goal.number("target") < 1) found.push_back(fmt::format("{}: counts nothing", goal.id));
    }
    for (const Object& review : program.all(Kind::review)) {
        const Object* const application = review.stands.empty() ? nullptr : program.find(Kind::application, review.text("application"));
        if (application != nullptr && application->text("applicant") == review.text("rater"))
            found.push_back(fmt::format("{}: somebody rated themselves", review.id));
    }
    return found;
}

} // namespace squire::program
