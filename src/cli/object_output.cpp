// SPDX-License-Identifier: MIT
#include "cli/object_output.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "formats/display_width.h"
#include "program/act.h"
#include "publish/exports.h"

namespace squire::cli {
namespace {

using program::Field;
using program::Json;
using program::Object;
using program::Program;

// A value for people.
std::string shown(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    if (value.is_array()) {
        std::string text;
        for (const Json& each : value) text += (text.empty() ? "" : ", ") + shown(each);
        return text;
    }
    if (value.is_object()) {
        std::string text;
        for (const auto& [name, each] : value.items()) text += fmt::format("{}{}={}", text.empty() ? "" : ", ", name, shown(each));
        return text;
    }
    return value.dump();
}

std::vector<const Field*> visible_fields(Program& program, const Object& object, const std::string& viewer) {
    std::vector<const Field*> fields;
    for (const Field& field : program::info_of(object.kind).fields) {
        if (object.has(field.name) && program::may_see(program, object, field, viewer)) fields.push_back(&field);
    }
    return fields;
}

Json visible(Program& program, const Object& object, const std::string& viewer) {
    Json fields = Json::object();
    for (const Field* field : visible_fields(program, object, viewer))
        fields[std::string(field->name)] = object.fields.at(std::string(field->name));
    return fields;
}

// Invalid UTF-8 cannot stand in an object: normalise() mends it. The last resort keeps the output valid all the same.
std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

} // namespace

std::string columns_text(const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows, unsigned width) {
    std::vector<std::size_t> widths;
    for (const std::string& name : head) widths.push_back(formats::display_width(name));
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::min<std::size_t>(std::max(widths[i], formats::display_width(row[i])), 48);
    }
    std::string text;
    const auto add = [&](const std::vector<std::string>& cells) {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : "  ") + formats::fit_and_fill(cells[i], widths[i]);
        while (line.ends_with(' ')) line.pop_back();
        text += (width == 0 ? line : formats::fit(line, width)) + "\n";
    };
    add(head);
    for (const auto& row : rows) add(row);
    return text;
}

std::string list_text(Program& program, const std::vector<const Object*>& objects, program::Kind kind, const std::string& viewer,
                      const std::string& format, unsigned width) {
    const program::KindInfo& info = program::info_of(kind);
    if (format == "json") {
        Json list = Json::array();
        for (const Object* object : objects)
            list.push_back({{"id", object->id},
                            {"state", object->state},
                            {"since", to_rfc3339(object->since)},
                            {"fields", visible(program, *object, viewer)}});
        return dumped(list);
    }
    const bool csv = format == "csv";
    std::vector<std::string> head{"id", "state"};
    if (csv) head.emplace_back("since");
    std::vector<const Field*> columns;
    for (const Field& field : info.fields) {
        if (csv || program::has_word(info.summary, field.name)) columns.push_back(&field);
    }
    for (const Field* field : columns) head.emplace_back(field->name);
    std::vector<std::vector<std::string>> rows;
    for (const Object* object : objects) {
        std::string state = object->state;
        if (kind == program::Kind::slot && state == "open" && program::is_full(program, *object)) state = "full";
        std::vector<std::string> row{object->id, std::move(state)};
        if (csv) row.push_back(to_rfc3339(object->since));
        for (const Field* field : columns) {
            const bool seen = object->has(field->name) && program::may_see(program, *object, *field, viewer);
            const std::string value = seen ? shown(object->fields.at(std::string(field->name))) : std::string();
            row.push_back(csv ? value : printable(shorten(value, 200)));
        }
        rows.push_back(std::move(row));
    }
    if (!csv) return columns_text(head, rows, width);
    std::string text = publish::csv_row(head);
    for (const auto& row : rows) text += publish::csv_row(row);
    return text;
}

std::string object_text(Program& program, const Object& object, const std::string& viewer, const std::string& format) {
    if (format == "json") {
        Json events = Json::array();
        for (const program::Event& event : object.events)
            events.push_back({{"move", event.move}, {"by", event.by}, {"at", to_rfc3339(event.at)}, {"why", event.why}});
        return dumped({{"id", object.id},
                       {"kind", program::info_of(object.kind).name},
                       {"state", object.state},
                       {"fields", visible(program, object, viewer)},
                       {"events", events}});
    }
    std::string text = state_line(program, object) + "\n\n";
    for (const Field* field : visible_fields(program, object, viewer))
        text += fmt::format("  {:<18} {}\n", field->name, printable(shorten(shown(object.fields.at(std::string(field->name))), 2'000)));
    text += "\n";
    for (std::size_t i = 0; i < object.events.size(); ++i) {
        const program::Event& event = object.events[i];
        const bool stands = event.move == "undo" || std::ranges::find(object.stands, i) != object.stands.end();
        text += fmt::format("  {}  {} {}{}{}\n", to_rfc3339(event.at), event.by, event.move, stands ? "" : " (undone)",
                            event.why.empty() ? "" : ": " + printable(shorten(event.why, 500)));
    }
    std::vector<std::string_view> moves;
    if (!viewer.empty()) {
        for (const program::Move* move : program::moves_for(program, object, viewer)) {
            if (std::ranges::find(moves, move->name) == moves.end()) moves.push_back(move->name);
        }
    }
    if (!moves.empty()) text += fmt::format("\n  {} may: {}\n", viewer, fmt::join(moves, ", "));
    return text;
}

std::string state_line(Program& program, const Object& object) {
    const program::Waiting* const waiting = object.is_final() ? nullptr : program::waiting_in(program::info_of(object.kind), object.state);
    std::string text = fmt::format("{} is {}", object.id, object.state);
    if (waiting == nullptr) return text;
    return text + fmt::format("; it waits for {}: {}", program::waits_for(program, object, *waiting), waiting->what);
}

} // namespace squire::cli
