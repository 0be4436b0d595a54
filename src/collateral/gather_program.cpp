// SPDX-License-Identifier: MIT
#include "collateral/gather_program.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "program/internship.h"
#include "program/plan.h"
#include "records/store_records.h"

namespace squire::collateral {
namespace {

using program::Kind;
using program::Object;
using writeup::Evidence;

class Gathering {
public:
    Gathering(program::Program& program, std::span<const ledger::Entry> entries, writeup::Facts& facts) : program_(program), facts_(facts) {
        for (const ledger::Entry& entry : entries) by_object_[{entry.kind, entry.object}].push_back(entry.sequence);
    }

    void take(const Object& internship) {
        writeup::InternshipFacts& own = facts_.internship.emplace();
        own.id = internship.id;
        own.state = internship.state;
        own.track = internship.text("track");
        own.intern = person(internship.text("intern"));
        for (const std::string& mentor : internship.list("mentors")) own.mentors.push_back(person(mentor));
        own.planned_weeks = internship.number("weeks");
        own.extension_weeks = internship.number("extension_weeks");
        own.evidence = evidence(internship);
        weeks(internship, own);
        for (const Object* goal : program_.with(Kind::goal, "internship", internship.id)) {
            const program::GoalProgress progress = program::progress_of(program_, *goal);
            own.goals.push_back({.id = goal->id,
                                 .text = goal->text("text"),
                                 .state = goal->state,
                                 .count = progress.count,
                                 .target = progress.target,
                                 .evidence = evidence(*goal)});
            for (const program::LedgerEntry& entry : progress.evidence) {
                const auto found = by_object_.find({entry.kind, entry.object});
                if (found != by_object_.end())
                    own.goals.back().evidence.entries.insert(own.goals.back().evidence.entries.end(), found->second.begin(),
                                                             found->second.end());
            }
            std::ranges::sort(own.goals.back().evidence.entries);
            const auto again = std::ranges::unique(own.goals.back().evidence.entries);
            own.goals.back().evidence.entries.erase(again.begin(), again.end());
        }
        facts_.words.takeaways = internship.text("takeaways");
        for (const Object* each : program_.with(Kind::feedback, "internship", internship.id)) {
            if (each->stands.empty()) continue;
            facts_.words.feedback.push_back(
                {.scanner = each->text("scanner"), .worked = each->text("worked"), .failed = each->text("failed"), .evidence = evidence(*each)});
        }
        for (const Object* each : program_.with(Kind::contribution, "internship", internship.id)) contribution(*each);
        if (const Object* project = program_.find(Kind::project, internship.text("project"))) take_project(*project);
    }

    void take_project(const Object& project) {
        writeup::ProjectFacts& own = facts_.project;
        if (project.has("name")) own.name = project.text("name");
        if (project.has("url")) own.address = project.text("url");
        own.licence = project.text("licence");
        own.languages = project.list("languages");
        own.consent = project.state;
        own.consents = project.list("consents");
        own.consent_until = project.text("until");
        own.evidence = evidence(project);
        for (const std::size_t each : project.stands) {
            if (project.events[each].move == "propose" && !project.events[each].why.empty()) own.reasons.push_back(project.events[each].why);
        }
    }

private:
    Evidence evidence(const Object& object) const {
        const auto found = by_object_.find({std::string(program::info_of(object.kind).name), object.id});
        return {.entries = found == by_object_.end() ? std::vector<std::int64_t>() : found->second};
    }

    writeup::PersonFacts person(const std::string& handle) {
        const Object* const known = program_.find(Kind::person, handle);
        const bool named = known != nullptr && known->has("name") &&
                           program::may_see(program_, *known, *program::field_of(program::info_of(Kind::person), "name"), "");
        return {.name = named ? known->text("name") : handle, .handle = handle};
    }

    void weeks(const Object& internship, writeup::InternshipFacts& own) {
        const program::Plan plan = program::make_plan(program::plan_request(internship));
        std::map<long, std::vector<const Object*>> checkins;
        for (const Object* each : program_.with(Kind::checkin, "internship", internship.id)) {
            if (!each->stands.empty()) checkins[each->number("week")].push_back(each);
        }
        for (const program::PlanWeek& week : plan.weeks) {
            writeup::WeekFacts line{.number = week.number,
                                    .first = program::to_iso(week.first),
                                    .last = program::to_iso(week.last),
                                    .titles = week.titles,
                                    .planned_hours = week.hours,
                                    .over = program::date_of(facts_.now) > week.last};
            // Of a check-in only its hours: what it says is between the intern and the mentor.
            for (const Object* each : checkins[week.number]) {
                line.reported = true;
                if (each->has("hours")) line.spent_hours = line.spent_hours.value_or(0) + each->number("hours");
                const Evidence own_evidence = evidence(*each);
                line.evidence.entries.insert(line.evidence.entries.end(), own_evidence.entries.begin(), own_evidence.entries.end());
            }
            if (week.extended && line.titles.empty()) line.titles.emplace_back("Extension");
            own.weeks.push_back(std::move(line));
        }
        own.start = plan.weeks.empty() ? internship.text("start") : program::to_iso(plan.weeks.front().first);
        own.end = program::to_iso(plan.end);
    }

    void contribution(const Object& object) {
        if (object.stands.empty()) return;
        if (object.text("form") == "report") {
            facts_.bug_reports.push_back({.id = object.id,
                                          .scanner = object.text("scanner"),
                                          .title = object.text("title"),
                                          .url = object.text("url"),
                                          .state = object.state,
                                          .evidence = evidence(object)});
            return;
        }
        writeup::RequestFacts request{.id = object.id,
                                      .title = object.text("title"),
                                      .url = object.text("url"),
                                      .form = object.text("form"),
                                      .purpose = object.text("purpose"),
                                      .state = object.state,
                                      .scanner = object.text("scanner"),
                                      .handed_to = object.text("handed_to"),
                                      .opened = object.first().at,
                                      .evidence = evidence(object)};
        for (const std::size_t each : object.stands) {
            const program::Event& event = object.events[each];
            const bool theirs = event.move == "answered" || event.move == "merge" || event.move == "close";
            if (theirs && !request.answered) request.answered = event.at;
            if (event.move == "merge" || event.move == "close" || event.move == "hand_over") request.ended = event.at;
        }
        const Time until = request.answered.value_or(request.ended.value_or(facts_.now));
        request.waited_days = std::max<long>(0, std::chrono::duration_cast<std::chrono::days>(until - request.opened).count());
        facts_.requests.push_back(std::move(request));
    }

    program::Program& program_;
    writeup::Facts& facts_;
    std::map<std::pair<std::string, std::string>, std::vector<std::int64_t>> by_object_;
};

// The one that was asked for; else one that is not over, else the one that began last.
Result<const Object*> internship_of(program::Program& program, const std::string& wanted) {
    const Object* best = nullptr;
    for (const Object& each : program.all(Kind::internship)) {
        if (each.stands.empty()) continue;
        if (!wanted.empty()) {
            if (each.id == wanted) return &each;
            continue;
        }
        const auto rank = [](const Object& object) { return std::tuple(!object.is_final(), object.first().at, object.id); };
        if (best == nullptr || rank(*best) < rank(each)) best = &each;
    }
    if (!wanted.empty())
        return fail(ErrorKind::not_found, fmt::format("there is no internship '{}'", shorten(wanted, 80)), "",
                    "squire program export --format json lists them");
    return best;
}

} // namespace

Result<void> gather_program(store::Store& store, const GatherRequest& request, std::span<const ledger::Entry> entries, writeup::Facts& facts) {
    records::StoreRecords records(store);
    program::Program program(records);
    const auto internship = internship_of(program, request.internship);
    if (!internship) return std::unexpected(internship.error());
    Gathering gathering(program, entries, facts);
    if (*internship != nullptr) {
        gathering.take(**internship);
    } else if (!request.intern.empty() || !request.mentor.empty()) {
        writeup::InternshipFacts& own = facts.internship.emplace();
        own.intern.name = request.intern;
        if (!request.mentor.empty()) own.mentors.push_back({.name = request.mentor});
    }
    // What a run did before anybody opened anything.
    for (const ledger::Entry& entry : entries) {
        if (entry.verb == "integration.drafted") facts.integration_drafts.entries.push_back(entry.sequence);
        if (entry.verb == "project.assessed") facts.project.evidence.entries.push_back(entry.sequence);
    }
    std::ranges::sort(facts.project.evidence.entries);
    if (program.failure()) return std::unexpected(*program.failure());
    std::ranges::sort(facts.requests, {}, [](const writeup::RequestFacts& each) { return std::tuple(each.opened, each.id); });
    return {};
}

} // namespace squire::collateral
