// SPDX-License-Identifier: MIT
#include "program/act.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/nearest_word.h"
#include "base/text.h"

namespace squire::program {
namespace {

constexpr std::size_t kLongestReason = 10'000;

// "goal-7" after "goal-6", whatever else there is.
std::string next_id(Program& program, const KindInfo& info) {
    const std::string prefix = fmt::format("{}-", info.name);
    long most = 0;
    for (const Object& object : program.all(info.kind)) {
        if (!object.id.starts_with(prefix)) continue;
        long number = 0;
        const std::string_view digits = std::string_view(object.id).substr(prefix.size());
        if (std::from_chars(digits.data(), digits.data() + digits.size(), number).ec == std::errc()) most = std::max(most, number);
    }
    return fmt::format("{}{}", prefix, most + 1);
}

bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= 100 && id.front() != '-' && id.front() != '.' && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    });
}

std::string one(const KindInfo& info) {
    return fmt::format("{} {}", std::string_view("aeiou").contains(info.name.front()) ? "an" : "a", info.name);
}

std::vector<std::string_view> words_of(std::string_view cell) {
    std::vector<std::string_view> words;
    for (const std::string_view word : split(cell, ' ')) {
        if (!word.empty()) words.push_back(word);
    }
    return words;
}

bool starts_here(const Move& move, const Object* object) {
    return object == nullptr ? move.from.empty() : !move.from.empty() && has_word(move.from, object->state);
}

// The row for this move in this state: one name may stand in several rows.
const Move* row_for(const KindInfo& info, std::string_view name, const Object* object) {
    for (const Move& move : info.moves) {
        if (move.name == name && starts_here(move, object)) return &move;
    }
    return nullptr;
}

Error no_such_move(const KindInfo& info, const Deed& deed, const Object* object) {
    std::vector<std::string_view> known;
    std::vector<std::string_view> possible;
    for (const Move& move : info.moves) {
        known.push_back(move.name);
        if (starts_here(move, object)) possible.push_back(move.name);
    }
    if (std::ranges::find(known, deed.move) == known.end()) {
        const std::string_view nearest = nearest_word(deed.move, known);
        return {ErrorKind::usage, fmt::format("'{}' is nothing that can be done to {}", deed.move, one(info)), "",
                nearest.empty() ? fmt::format("there are: {}", fmt::join(known, ", ")) : fmt::format("did you mean '{}'?", nearest)};
    }
    if (object == nullptr) return {ErrorKind::not_found, fmt::format("there is no {} '{}'", info.name, deed.id), "", ""};
    return {ErrorKind::usage, fmt::format("'{}' is not possible: {} is {}", deed.move, object->id, object->state), "",
            possible.empty() ? "nothing is left to be done with it" : fmt::format("possible now: {}", fmt::join(possible, ", "))};
}

Result<Json> data_of(Program& program, const KindInfo& info, const Move& move, const Deed& deed, const Circumstances& circumstances) {
    Json data = Json::object();
    if (deed.data.is_null()) return data;
    if (!deed.data.is_object()) return fail(ErrorKind::usage, "fields are given by name");
    for (const auto& [name, given] : deed.data.items()) {
        const Field* const field = field_of(info, name);
        if (field == nullptr) return fail(ErrorKind::usage, fmt::format("{} has no field '{}'", one(info), shorten(name, 60)));
        if (move.takes != "*" && !has_word(move.takes, name) && !has_word(move.needs, name)) {
            return fail(ErrorKind::usage, fmt::format("'{}' does not set '{}'", move.name, name), "",
                        fmt::format("it sets: {} {}", move.needs, move.takes));
        }
        auto value = normalise(*field, given, circumstances.zone_is_known);
        if (!value) return value;
        const auto is_there = [&](Kind kind, const std::string& id) { return program.find(kind, id) != nullptr; };
        if (field->type == FieldType::person && value->is_string() && !is_there(Kind::person, value->get<std::string>()))
            return fail(ErrorKind::not_found, fmt::format("there is no person '{}'", value->get<std::string>()), "",
                        "squire program person add HANDLE");
        if (field->type == FieldType::people && value->is_array()) {
            for (const Json& id : *value) {
                if (!is_there(Kind::person, id.get<std::string>()))
                    return fail(ErrorKind::not_found, fmt::format("there is no person '{}'", id.get<std::string>()), "",
                                "squire program person add HANDLE");
            }
        }
        if (field->type == FieldType::object && value->is_string() && !is_there(field->of, value->get<std::string>()))
            return fail(ErrorKind::not_found, fmt::format("there is no {} '{}'", info_of(field->of).name, value->get<std::string>()));
        data[name] = std::move(*value);
    }
    return data;
}

// A conflict says who was first.
Error explain_conflict(Program& program, const Object& wanted, Error error) {
    if (error.kind != ErrorKind::conflict) return error;
    program.forget();
    const Object* const now = program.find(wanted.kind, wanted.id);
    if (now == nullptr || now->events.empty()) return error;
    const Event& last = now->events.back();
    error.message = fmt::format("somebody was quicker: {} did '{}' to {} at {}", last.by, last.move, wanted.id, to_rfc3339(last.at));
    error.hint = "look at it again, and decide again";
    return error;
}

Result<Object> keep(Program& program, Records& records, Object object) {
    if (auto saved = records.save({object}); !saved) return std::unexpected(explain_conflict(program, object, saved.error()));
    ++object.version;
    program.put(object);
    return object;
}

} // namespace

Result<Object> judge(Program& program, const Deed& deed, const Circumstances& circumstances) {
    const KindInfo& info = info_of(deed.kind);
    const Object* before = deed.id.empty() ? nullptr : program.find(deed.kind, deed.id);
    if (before != nullptr && before->stands.empty())
        return fail(ErrorKind::usage, fmt::format("{} was undone", deed.id), "", "take another name");
    const Move* const move = row_for(info, deed.move, before);
    if (move == nullptr) {
        if (before != nullptr && row_for(info, deed.move, nullptr) != nullptr)
            return fail(ErrorKind::usage, fmt::format("there is {} '{}' already", one(info), deed.id));
        if (before == nullptr && deed.id.empty() && move_of(info, deed.move) != nullptr)
            return fail(ErrorKind::usage, fmt::format("which {}? '{}' needs its id", info.name, deed.move));
        return std::unexpected(no_such_move(info, deed, before));
    }
    auto data = data_of(program, info, *move, deed, circumstances);
    if (!data) return std::unexpected(data.error());
    if (deed.why.size() > kLongestReason) return fail(ErrorKind::limit, fmt::format("a reason has at most {} bytes", kLongestReason));

    Object after = before != nullptr ? *before : Object{.kind = deed.kind, .id = deed.id.empty() ? next_id(program, info) : deed.id};
    if (before == nullptr && (!is_id(after.id) || after.id == kSquire)) {
        return fail(ErrorKind::usage, fmt::format("'{}' cannot be the id of {}", shorten(after.id, 60), one(info)), "",
                    "an id has letters, digits, '-', '_' and '.'");
    }
    Event event{.move = deed.move,
                .to = std::string(move->to.empty() ? std::string_view(after.state) : move->to),
                .by = deed.by,
                .at = circumstances.now,
                .why = to_utf8(trim(deed.why)),
                .data = std::move(*data)};
    if (move->adds != nullptr) {
        Object seen = after;
        apply(seen, event);
        event.data.update(move->adds(program, seen, event));
    }
    apply(after, std::move(event));

    // Who: judged by how they stood before, so that nobody makes themselves a mentor of it in the same breath; for a new object, by what it says.
    const std::uint8_t stands = relation(program, before != nullptr ? *before : after, deed.by);
    if (stands == 0 && deed.by != kSquire) {
        return fail(ErrorKind::usage,
                    deed.by.empty() ? "it is not said who does this" : fmt::format("there is no active person '{}'", shorten(deed.by, 60)), "",
                    "--as HANDLE, or SQUIRE_AS, says who you are; squire program person add HANDLE makes you known");
    }
    if ((stands & move->who) == 0)
        return fail(ErrorKind::usage, fmt::format("{} may not {} {}: {} may", deed.by, move->name, after.id, to_words(deed.kind, move->who)));
    if (move->not_by_owner && (stands & kOwner) != 0)
        return fail(ErrorKind::usage, fmt::format("{} may not {} {}: nobody decides on what is their own", deed.by, move->name, after.id));
    if (move->wants_reason && after.last().why.empty())
        return fail(ErrorKind::usage, fmt::format("'{}' needs a reason", move->name), "", "--why TEXT");
    for (const std::string_view name : words_of(move->needs)) {
        if (after.has(name)) continue;
        return fail(ErrorKind::usage, fmt::format("'{}' needs {}: {}", move->name, name, field_of(info, name)->help), "",
                    fmt::format("--{} VALUE", name));
    }
    if (move->rule != nullptr) {
        if (auto ruled = move->rule(program, before, after, after.last(), circumstances); !ruled) return std::unexpected(ruled.error());
    }
    if (program.failure()) return std::unexpected(*program.failure());
    return after;
}

Result<Object> judge_undo(Program& program, Kind kind, std::string_view id, std::string_view by, std::string_view why,
                          const Circumstances& circumstances) {
    const Object* const object = program.find(kind, id);
    if (object == nullptr) return fail(ErrorKind::not_found, fmt::format("there is no {} '{}'", info_of(kind).name, id));
    if (object->stands.empty()) return fail(ErrorKind::usage, fmt::format("nothing is left to undo on {}", id));
    const Event& last = object->last();
    if (last.by != by) {
        return fail(ErrorKind::usage, fmt::format("the last step on {} is {}'s '{}', which they alone can undo", id, last.by, last.move));
    }
    const bool making = object->stands.size() == 1;
    for (std::size_t each = 0; each < kKinds; ++each) {
        const KindInfo& info = info_of(static_cast<Kind>(each));
        for (const Field& field : info.fields) {
            const bool refers = (field.type == FieldType::object && field.of == kind) ||
                                (kind == Kind::person && (field.type == FieldType::person || field.type == FieldType::people));
            if (!refers) continue;
            for (const Object* other : program.with(info.kind, field.name, id)) {
                if ((other->kind == kind && other->id == id) || other->stands.empty()) continue;
                const bool later =
                    std::ranges::any_of(other->events, [&](const Event& event) { return event.at >= last.at && event.move != "undo"; });
                if (making || later) {
                    return fail(ErrorKind::usage, fmt::format("'{}' on {} cannot be undone: {} came after it", last.move, id, other->id), "",
                                "go on from how it is now");
                }
            }
        }
    }
    Object after = *object;
    apply(after, {.move = "undo", .to = {}, .by = std::string(by), .at = circumstances.now, .why = to_utf8(trim(why))});
    if (program.failure()) return std::unexpected(*program.failure());
    return after;
}

Result<Object> act(Program& program, Records& records, const Deed& deed, const Circumstances& circumstances) {
    auto judged = judge(program, deed, circumstances);
    return judged ? keep(program, records, std::move(*judged)) : judged;
}

Result<void> begin_program(Program& program, Records& records, const Json& facts, const std::string& coordinator,
                           const Circumstances& circumstances) {
    const std::string squire(kSquire);
    auto begun = judge(program, {.kind = Kind::program, .id = "program", .move = "init", .by = squire, .why = {}, .data = facts}, circumstances);
    if (!begun) return std::unexpected(begun.error());
    auto first = judge(program,
                       {.kind = Kind::person,
                        .id = coordinator,
                        .move = "add",
                        .by = squire,
                        .why = "begins the program",
                        .data = {{"name", coordinator}, {"roles", "coordinator"}}},
                       circumstances);
    if (!first) return std::unexpected(first.error());
    if (auto saved = records.save({*begun, *first}); !saved) return std::unexpected(explain_conflict(program, *begun, saved.error()));
    program.forget();
    return {};
}

Result<Object> undo(Program& program, Records& records, Kind kind, std::string_view id, std::string_view by, std::string_view why,
                    const Circumstances& circumstances) {
    auto judged = judge_undo(program, kind, id, by, why, circumstances);
    return judged ? keep(program, records, std::move(*judged)) : judged;
}

std::vector<const Field*> missing_fields(Program& program, const Deed& deed, const Circumstances& circumstances) {
    const KindInfo& info = info_of(deed.kind);
    const Object* const before = deed.id.empty() ? nullptr : program.find(deed.kind, deed.id);
    const Move* const move = row_for(info, deed.move, before);
    std::vector<const Field*> missing;
    auto data = move == nullptr ? Result<Json>(Json::object()) : data_of(program, info, *move, deed, circumstances);
    if (move == nullptr || !data) return missing;
    Object after = before != nullptr ? *before : Object{.kind = deed.kind, .id = deed.id};
    Event event{.move = deed.move, .to = "next", .by = deed.by, .at = circumstances.now, .why = deed.why, .data = std::move(*data)};
    apply(after, event);
    if (move->adds != nullptr) {
        const Json added = move->adds(program, after, event); // items() does not keep it alive
        for (const auto& [name, value] : added.items()) after.fields[name] = value;
    }
    for (const std::string_view name : words_of(move->needs)) {
        if (!after.has(name)) missing.push_back(field_of(info, name));
    }
    return missing;
}

std::vector<const Move*> moves_for(Program& program, const Object& object, std::string_view person) {
    std::vector<const Move*> moves;
    const std::uint8_t stands = relation(program, object, person);
    for (const Move& move : info_of(object.kind).moves) {
        const bool own = move.not_by_owner && (stands & kOwner) != 0;
        if (starts_here(move, &object) && (stands & move.who) != 0 && !own) moves.push_back(&move);
    }
    return moves;
}

} // namespace squire::program
