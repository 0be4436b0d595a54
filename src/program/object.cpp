// SPDX-License-Identifier: MIT
#include "program/object.h"

#include <cassert>

#include <fmt/format.h>

#include "program/json_members.h"

namespace squire::program {
namespace {

const Json* value_of(const Json& fields, std::string_view field) {
    const auto found = fields.find(field);
    return found == fields.end() ? nullptr : &*found;
}

void take(Object& object, const Event& event) {
    if (object.stands.empty() || event.to != object.state) object.since = event.at;
    object.state = event.to;
    for (const auto& [name, value] : event.data.items()) {
        if (value.is_null()) {
            object.fields.erase(name);
        } else {
            object.fields[name] = value;
        }
    }
}

// Computes everything from the events that stand.
void replay(Object& object) {
    object.state.clear();
    object.fields = Json::object();
    const std::vector<std::size_t> stands = std::exchange(object.stands, {});
    for (const std::size_t index : stands) {
        take(object, object.events[index]);
        object.stands.push_back(index);
    }
    if (object.stands.empty()) object.state = "undone";
}

} // namespace

std::string Object::text(std::string_view field) const {
    const Json* const value = value_of(fields, field);
    return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

std::vector<std::string> Object::list(std::string_view field) const {
    std::vector<std::string> list;
    const Json* const value = value_of(fields, field);
    if (value == nullptr || !value->is_array()) return list;
    for (const Json& each : *value) {
        if (each.is_string()) list.push_back(each.get<std::string>());
    }
    return list;
}

long Object::number(std::string_view field) const {
    const Json* const value = value_of(fields, field);
    return value != nullptr && value->is_number_integer() ? value->get<long>() : 0;
}

bool Object::flag(std::string_view field) const {
    const Json* const value = value_of(fields, field);
    return value != nullptr && value->is_boolean() && value->get<bool>();
}

bool Object::has(std::string_view field) const { return value_of(fields, field) != nullptr; }

void apply(Object& object, Event event) {
    object.events.push_back(std::move(event));
    if (object.events.back().move == "undo") {
        if (!object.stands.empty()) object.stands.pop_back();
        replay(object);
        return;
    }
    take(object, object.events.back());
    object.stands.push_back(object.events.size() - 1);
}

Object without_last(const Object& object) {
    Object before = object;
    before.version = 0;
    if (!before.stands.empty()) before.stands.pop_back();
    replay(before);
    return before;
}

Json to_document(const Object& object) {
    assert(!object.events.empty());
    Json events = Json::array();
    for (const Event& event : object.events) {
        Json each{{"move", event.move}, {"by", event.by}, {"at", to_rfc3339(event.at)}};
        if (!event.to.empty()) each["to"] = event.to;
        if (!event.why.empty()) each["why"] = event.why;
        if (!event.data.empty()) each["data"] = event.data;
        events.push_back(std::move(each));
    }
    return {{"state", object.state}, {"fields", object.fields}, {"since", to_rfc3339(object.since)}, {"events", std::move(events)}};
}

Result<Object> facts_from_document(Kind kind, std::string_view id, std::uint64_t version, std::string_view document) {
    const auto members = member_texts<3>(document, {"state", "fields", "since"});
    const Json state = Json::parse(members[0], nullptr, false);
    Json fields = Json::parse(members[1], nullptr, false);
    const Json since = Json::parse(members[2], nullptr, false);
    const auto time = since.is_string() ? parse_time(since.get_ref<const std::string&>()) : std::nullopt;
    if (!state.is_string() || !fields.is_object() || !time) { // the events say it all the same
        const Json whole = Json::parse(document, nullptr, false);
        return from_document(kind, id, version, whole.is_object() ? whole : Json::object());
    }
    Object object{.kind = kind, .id = std::string(id), .version = version, .state = state.get<std::string>(), .since = *time};
    object.fields = std::move(fields);
    return object;
}

Result<Object> from_document(Kind kind, std::string_view id, std::uint64_t version, const Json& document) {
    const auto malformed = [&](std::string_view what) {
        return fail(ErrorKind::malformed, fmt::format("the stored {} is damaged: {}", info_of(kind).name, what), std::string(id),
                    "squire ledger verify tells whether the store was changed by hand");
    };
    const auto events = document.find("events");
    if (events == document.end() || !events->is_array() || events->empty()) return malformed("it has no events");
    Object object{.kind = kind, .id = std::string(id), .version = version};
    for (const Json& each : *events) {
        if (!each.is_object()) return malformed("an event is no object");
        const auto text = [&](const char* name) {
            const auto found = each.find(name);
            return found != each.end() && found->is_string() ? found->get<std::string>() : std::string();
        };
        const auto at = parse_time(text("at"));
        const auto data = each.find("data");
        if (!at || (data != each.end() && !data->is_object())) return malformed("an event has no time or no fields");
        Event event{.move = text("move"), .to = text("to"), .by = text("by"), .at = *at, .why = text("why")};
        if (data != each.end()) event.data = *data;
        if (event.move == "undo" ? object.stands.empty() : event.to.empty())
            return malformed(fmt::format("its event '{}' leads nowhere", event.move));
        apply(object, std::move(event));
    }
    return object;
}

} // namespace squire::program
