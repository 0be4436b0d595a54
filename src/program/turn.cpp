// SPDX-License-Identifier: MIT
#include "program/turn.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/hash.h"
#include "program/calendar.h"

namespace squire::program {
namespace {

constexpr long kGrace = 7; // days between a nudge that went out and a close

std::string title_of(const Object& object) {
    for (const char* field : {"title", "name", "text"}) {
        if (object.has(field)) return fmt::format("{} ({})", object.id, object.text(field));
    }
    return object.id;
}

// One wait, one step, one recipient: one message, however often it is asked for.
std::string message_id(const Object& object, std::string_view step, std::string_view to) {
    const std::string key = fmt::format("{}\n{}\n{}\n{}\n{}", info_of(object.kind).name, object.id, to_rfc3339(object.since), step, to);
    return fmt::format("message-{}", to_hex(sha256(key)).substr(0, 16));
}

class Reminders {
public:
    Reminders(Program& program, Time now) : program_(program), now_(now) {}

    void add(const Turn& turn) {
        const Waiting& waiting = *turn.waiting;
        if (waiting.nudge_after > 0 && turn.days >= waiting.nudge_after) {
            for (const std::string& to : turn.people)
                say(turn, "nudge", to, fmt::format("Your turn: {}", waiting.what),
                    fmt::format("{} has waited for you for {} days: {}.\nIf something is in the way, say so; that is an answer, too.",
                                title_of(*turn.object), turn.days, waiting.what));
        }
        // A scanner's team is nobody of the program: who wrote to it asks again.
        if (waits_for_scanner_team(*turn.object) && waiting.nudge_after > 0 && turn.days >= waiting.nudge_after) {
            for (const std::string& to : people_behind(program_, *turn.object, kOwner))
                say(turn, "nudge", to, "Ask again: the scanner's team has not answered",
                    fmt::format("{} has waited for the scanner's team for {} days{}.\nAsk once more, with what is new: does the newest version "
                                "still do it?",
                                title_of(*turn.object), turn.days, turn.object->has("url") ? ", at " + turn.object->text("url") : ""));
        }
        const bool nobody = turn.people.empty() && waiting.nudge_after > 0 && !waits_for_scanner_team(*turn.object);
        if ((waiting.escalate_after > 0 && turn.days >= waiting.escalate_after) || (nobody && turn.days >= waiting.nudge_after)) {
            for (const std::string& to : people_behind(program_, *turn.object, kCoordinator)) {
                const std::string whom = waits_for(program_, *turn.object, waiting) + (nobody ? ", and nobody stands behind that" : "");
                say(turn, "escalate", to, fmt::format("Waiting too long: {}", turn.object->id),
                    fmt::format("{} has waited for {} days for {}: {}.\nPlease talk to them, or find somebody who stands in.",
                                title_of(*turn.object), turn.days, whom, waiting.what));
            }
        }
        if (waiting.close_after > 0 && turn.days >= waiting.close_after && was_warned(turn)) {
            deeds.push_back({.kind = turn.object->kind,
                             .id = turn.object->id,
                             .move = std::string(waiting.close_move),
                             .by = std::string(kSquire),
                             .why = fmt::format("no answer in {} days, after a nudge", turn.days)});
        }
    }

    std::vector<Deed> deeds;

private:
    void say(const Turn& turn, std::string_view step, const std::string& to, std::string subject, std::string body) {
        const Object* const person = program_.find(Kind::person, to);
        if (person == nullptr || person->state != "active") return;
        std::string id = message_id(*turn.object, step, to);
        if (program_.find(Kind::message, id) != nullptr || !asked_.insert(id).second) return;
        deeds.push_back({.kind = Kind::message,
                         .id = std::move(id),
                         .move = "queue",
                         .by = std::string(kSquire),
                         .why = {},
                         .data = {{"to", to},
                                  {"about_kind", std::string(info_of(turn.object->kind).name)},
                                  {"about", turn.object->id},
                                  {"subject", std::move(subject)},
                                  {"body", std::move(body)}}});
    }

    // Fair: nobody loses anything who was not told, and given a week after that.
    bool was_warned(const Turn& turn) {
        if (turn.people.empty()) return true; // there is nobody to be told, which the coordinators were
        return std::ranges::any_of(turn.people, [&](const std::string& to) {
            const Object* const message = program_.find(Kind::message, message_id(*turn.object, "nudge", to));
            return message != nullptr && message->state == "sent" && now_ - message->since >= std::chrono::days(kGrace);
        });
    }

    Program& program_;
    Time now_;
    std::set<std::string> asked_;
};

} // namespace

std::vector<Turn> turns(Program& program, Time now) {
    std::vector<Turn> all;
    for (std::size_t each = 0; each < kKinds; ++each) {
        const KindInfo& info = info_of(static_cast<Kind>(each));
        if (info.waits.empty()) continue;
        for (const Object& object : program.all(info.kind)) {
            const Waiting* const waiting = object.is_final() ? nullptr : waiting_in(info, object.state);
            if (waiting == nullptr) continue;
            // A wait within an internship that is over is nobody's.
            if (const std::string house = object.text("internship"); !house.empty()) {
                const Object* const internship = program.find(Kind::internship, house);
                if (internship == nullptr || internship->is_final()) continue;
            }
            Turn turn{.object = &object, .waiting = waiting, .since = object.since};
            if (!waits_for_scanner_team(object)) turn.people = people_behind(program, object, waiting->whom);
            turn.days = std::max<long>(0, std::chrono::floor<std::chrono::days>(now - turn.since).count());
            if (waiting->nudge_after > 0 && turn.days >= waiting->nudge_after) turn.light = Light::amber;
            if (waiting->escalate_after > 0 && turn.days >= waiting->escalate_after) turn.light = Light::red;
            all.push_back(std::move(turn));
        }
    }
    std::ranges::stable_sort(all, {}, &Turn::since);
    return all;
}

std::vector<Deed> due_deeds(Program& program, Time now) {
    Reminders reminders(program, now);
    for (const Turn& turn : turns(program, now)) reminders.add(turn);
    for (const Object& slot : program.all(Kind::slot)) {
        const auto period = slot.is_final() ? std::nullopt : parse_period(slot.text("period"));
        if (period && has_passed(period->last, now))
            reminders.deeds.push_back(
                {.kind = Kind::slot, .id = slot.id, .move = "close", .by = std::string(kSquire), .why = "its time is over"});
    }
    return reminders.deeds;
}

} // namespace squire::program
