// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/result.h"
#include "program/kind.h"

namespace squire::program {

using Json = nlohmann::json;

/// Who does what nobody does: sends nudges, closes what time has closed. Nobody can have this handle.
inline constexpr std::string_view kSquire = "squire";

/// One thing that somebody did to one object. Events are never changed and never taken away: an undo is an event, too.
struct Event {
    std::string move; // of the kind's table, or "undo"
    std::string to;   // the state after it, kept so that later tables do not change what was; empty for an undo
    std::string by;   // a person's id, or kSquire
    Time at;
    std::string why;
    Json data = Json::object(); // fields set by it; null takes one away
};

/// What is known of one object: its events, and what they come to.
struct Object {
    Kind kind = Kind::program;
    std::string id;
    std::uint64_t version = 0; // of the store; 0: not there yet
    std::vector<Event> events;

    // What the events come to (`apply`):
    std::string state;
    Json fields = Json::object();
    Time since;                       // when it came into this state
    std::vector<std::size_t> stands;  // the events that are not undone, by their index

    [[nodiscard]] bool is_undone() const { return state.empty() || state == "undone"; } // what made it was taken back
    [[nodiscard]] bool is_final() const { return is_undone() || has_word(info_of(kind).final_states, state); }
    [[nodiscard]] const Event& last() const { return events[stands.back()]; }
    [[nodiscard]] const Event& first() const { return events[stands.front()]; }

    // Of a field that is not set: empty, 0, false, nothing.
    [[nodiscard]] std::string text(std::string_view field) const;
    [[nodiscard]] std::vector<std::string> list(std::string_view field) const;
    [[nodiscard]] long number(std::string_view field) const;
    [[nodiscard]] bool flag(std::string_view field) const;
    [[nodiscard]] bool has(std::string_view field) const;
};

/// Adds the event. Whether it may be is not asked here. An object whose first event is undone has the state "undone" and no fields.
void apply(Object& object, Event event);

/// The object as it was before its last event that is not undone, without its version.
[[nodiscard]] Object without_last(const Object& object);

/// As the store keeps it: {"state": …, "fields": {…}, "since": …, "events": […]}; state, fields and since are there for lists and for readers of the
/// store alone, and are computed again when the whole is read.
[[nodiscard]] Json to_document(const Object& object);
[[nodiscard]] Result<Object> from_document(Kind kind, std::string_view id, std::uint64_t version, const Json& document);

/// State, fields and since as they stand there, without the events: for lists, of which some have thousands of objects. Not to be acted on or stored.
[[nodiscard]] Result<Object> facts_from_document(Kind kind, std::string_view id, std::uint64_t version, std::string_view document);

} // namespace squire::program
