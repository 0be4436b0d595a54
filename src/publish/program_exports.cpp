// SPDX-License-Identifier: MIT
#include "publish/program_exports.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "program/board.h"
#include "program/calendar.h"
#include "publish/page_rows.h"

namespace squire::publish {
namespace {

using program::Kind;
using program::Object;
using program::Program;

bool has(const std::vector<std::string>& list, std::string_view word) { return std::ranges::find(list, word) != list.end(); }

std::string name_of(Program& program, const std::string& handle) {
    const Object* const person = program.find(Kind::person, handle);
    return person == nullptr || person->text("name").empty() ? handle : person->text("name");
}

// "Tue 3 Feb 2026 16:00 Europe/Berlin (+01:00)"
std::string local_time(Time time, const std::string& zone_name, const ZoneOf& zone_of) {
    const auto zone = zone_name.empty() ? std::nullopt : zone_of(zone_name);
    const TimeZone utc;
    const TimeZone& shown = zone ? *zone : utc;
    const LocalTime local = shown.to_local(time);
    const std::string text = to_report_time(Time(local.time_since_epoch()));
    return fmt::format("{} {} {} ({})", text.substr(0, 10), text.substr(11, 5), shown.name(), to_offset_text(shown.at(time).to_utc));
}

} // namespace

std::vector<CalendarEvent> program_calendar(Program& program, std::string_view person) {
    std::vector<CalendarEvent> events;
    for (const Object& application : program.all(Kind::application)) {
        const Object* const slot = program.find(Kind::slot, application.text("slot"));
        const auto mentors = slot == nullptr ? std::vector<std::string>() : slot->list("mentors");
        if (!person.empty() && application.text("applicant") != person && !has(mentors, person)) continue;
        const bool agreed = application.has("chat");
        if (application.is_final() && !agreed) continue;
        int number = 0;
        for (const std::string& text : application.list(agreed ? "chat" : "chats")) {
            const auto time = parse_time(text);
            if (!time) continue;
            events.push_back({.id = fmt::format("{}-chat-{}@squire", application.id, ++number),
                              .summary = fmt::format("{}: {} and {}", agreed ? "Coffee chat" : "Coffee chat (proposed)",
                                                     name_of(program, application.text("applicant")), fmt::join(mentors, ", ")),
                              .description = fmt::format("About {} in {}.", application.id, application.text("slot")),
                              .begin = *time,
                              .end = *time + std::chrono::minutes(30)});
        }
    }
    for (const Object& internship : program.all(Kind::internship)) {
        if (internship.is_final()) continue;
        if (!person.empty() && internship.text("intern") != person && !has(internship.list("mentors"), person)) continue;
        const program::Plan plan = program::make_plan(program::plan_request(internship));
        for (const program::PlanWeek& week : plan.weeks) {
            events.push_back({.id = fmt::format("{}-week-{}@squire", internship.id, week.number),
                              .summary = fmt::format("{}, week {}: {}", internship.id, week.number,
                                                     week.titles.empty() ? (week.extended ? "extension" : "away")
                                                                         : fmt::format("{}", fmt::join(week.titles, ", "))),
                              .description = fmt::format("{}", fmt::join(week.tasks, "\n")),
                              .begin = Time(week.first),
                              .end = Time(week.last + std::chrono::days(1)),
                              .days = true});
        }
        int number = 0;
        for (const program::Date day : plan.checkpoints) {
            events.push_back({.id = fmt::format("{}-checkpoint-{}@squire", internship.id, ++number),
                              .summary = fmt::format("Checkpoint of {}", internship.id),
                              .description = "Both sides say how it goes, and what they ask for.",
                              .begin = program::deadline_on(day) - std::chrono::minutes(30),
                              .end = program::deadline_on(day)});
        }
    }
    return events;
}

std::vector<FeedEntry> program_feed(Program& program) {
    std::vector<FeedEntry> entries;
    for (const Object& slot : program.all(Kind::slot)) {
        if (slot.state != "open") continue;
        entries.push_back({.id = fmt::format("urn:squire:{}", slot.id),
                           .title = fmt::format("Open slot: {}", slot.has("period") ? slot.text("period") : slot.id),
                           .text = fmt::format("With {}. Focus: {}.", fmt::join(slot.list("mentors"), ", "),
                                               slot.has("focus") ? fmt::format("{}", fmt::join(slot.list("focus"), ", ")) : "open"),
                           .author = slot.list("mentors").empty() ? "the program" : slot.list("mentors").front(),
                           .address = {},
                           .updated = slot.since});
    }
    for (const Object& internship : program.all(Kind::internship)) {
        if (internship.state != "completed") continue;
        entries.push_back({.id = fmt::format("urn:squire:{}", internship.id),
                           .title = fmt::format("{} completed an internship", internship.text("intern")),
                           .text = internship.has("takeaways") ? internship.text("takeaways")
                                                               : fmt::format("With {}.", fmt::join(internship.list("mentors"), ", ")),
                           .author = internship.text("intern"),
                           .address = internship.text("writeup"),
                           .updated = internship.since});
    }
    std::ranges::stable_sort(entries, std::greater<>(), &FeedEntry::updated);
    return entries;
}

std::string learning_issue(Program& program, const Object& application, const ZoneOf& zone_of) {
    const std::string applicant = application.text("applicant");
    const Object* const person = program.find(Kind::person, applicant);
    const Object* const slot = program.find(Kind::slot, application.text("slot"));
    const auto mentors = slot == nullptr ? std::vector<std::string>() : slot->list("mentors");
    const auto quoted = [](const std::string& text) { // what they wrote, as a quotation: no heading, mention or quick action of it takes effect
        std::string quotation;
        for (const std::string_view line : split(text, '\n')) quotation += "> " + plain(line) + "\n";
        return quotation;
    };
    std::string text = fmt::format("## Internship for learning: {}\n\n", plain(name_of(program, applicant)));
    text += fmt::format("- Intern: @{}\n- Mentors: {}\n- Time frame: {}\n- Time: {} % of the working hours, {}\n", applicant, mentions(mentors),
                        slot == nullptr ? "" : plain(slot->text("period")), application.number("percent"),
                        plain(fmt::format("{}", fmt::join(application.list("available"), "; "))));
    if (person != nullptr && person->has("manager_agreed"))
        text += fmt::format("- Own manager: {}, agreed on {}{}\n", plain(person->text("manager")), person->text("manager_agreed"),
                            person->has("hours") ? fmt::format(" to {} %", person->number("hours")) : "");
    else
        text += "- Own manager: has not agreed yet\n";
    text += fmt::format("\n### What I want to learn\n\n{}\n### What I bring\n\n{}", quoted(application.text("interests")),
                        quoted(application.text("skills")));
    const auto chats = application.has("chat") ? application.list("chat") : application.list("chats");
    if (!chats.empty()) {
        text += fmt::format("\n### Coffee chat ({})\n\n", application.has("chat") ? "agreed" : "proposed");
        for (const std::string& chat : chats) {
            const auto time = parse_time(chat);
            if (!time) continue;
            text += fmt::format("- {}", local_time(*time, person == nullptr ? "" : person->text("zone"), zone_of));
            std::set<std::string> zones;
            for (const std::string& id : mentors) {
                const Object* const mentor = program.find(Kind::person, id);
                if (mentor != nullptr && mentor->has("zone") && zones.insert(mentor->text("zone")).second)
                    text += fmt::format(" = {}", local_time(*time, mentor->text("zone"), zone_of));
            }
            text += "\n";
        }
    }
    return text + "\n### To be agreed\n\n- [ ] Both managers know and agree\n- [ ] Goals, each with what is counted\n- [ ] First and last "
                  "day\n- [ ] What becomes of open merge requests at the end\n- [ ] Where the write-up will be\n";
}

} // namespace squire::publish
