// SPDX-License-Identifier: MIT
#include "publish/page_rows.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "program/calendar.h"
#include "program/plan.h"
#include "program/track.h"
#include "publish/page_import.h"

namespace squire::publish {
namespace {

using program::Kind;
using program::Object;
using program::Program;

constexpr std::string_view kNoSlot = "None at present.";

// What a cell says of a slot, in one of its columns.
enum class SlotColumn : std::uint8_t { time_frame, mentor, track, focus, other };

SlotColumn slot_column(std::string_view head) {
    const std::string lower = to_lower(head);
    if (lower.find("time") != std::string::npos || lower.find("slot") != std::string::npos) return SlotColumn::time_frame;
    if (lower.find("mentor") != std::string::npos) return SlotColumn::mentor;
    if (lower.find("track") != std::string::npos) return SlotColumn::track;
    if (lower.find("focus") != std::string::npos) return SlotColumn::focus;
    return SlotColumn::other;
}

std::string track_name(const std::string& id) {
    const program::Track* const track = program::find_track(id);
    return track != nullptr ? track->name : plain(id);
}

// The cell as people wrote it, as long as it still says what the data say; else the data.
std::string slot_cell(const Object& slot, std::string_view head) {
    const program::Json cells = program::Json::parse(slot.text("cells"), nullptr, false);
    std::string written;
    if (cells.is_object() && cells.contains(head) && cells[std::string(head)].is_string()) written = cells[std::string(head)].get<std::string>();
    const std::string period = slot.text("period");
    switch (slot_column(head)) {
    case SlotColumn::time_frame: {
        const auto now = program::parse_period(period);
        if (!written.empty() && program::parse_period(written) == now) return written;
        return now ? program::to_words(*now) : plain(period);
    }
    case SlotColumn::mentor:
        if (!written.empty() && handles_in(written) == slot.list("mentors")) return written;
        return mentions(slot.list("mentors"));
    case SlotColumn::track: {
        const program::Track* const said = program::find_track(written);
        if (!written.empty() && (said != nullptr ? said->id : written) == slot.text("track")) return written;
        return slot.has("track") ? track_name(slot.text("track")) : std::string();
    }
    case SlotColumn::focus: return written.empty() ? plain(fmt::format("{}", fmt::join(slot.list("focus"), ", "))) : written;
    case SlotColumn::other: return written;
    }
    return {};
}

std::string alumnus_cell(const Object& alumnus, std::string_view head) {
    const std::string lower = to_lower(head);
    const auto names = [&](std::string_view word) { return lower.find(word) != std::string::npos; };
    if (names("intern")) return alumnus.text("intern");
    if (names("mentor")) return alumnus.text("mentors");
    if (names("time") || names("period")) return alumnus.text("period");
    if (names("write")) return alumnus.text("writeup");
    if (names("takeaway")) return alumnus.text("takeaways");
    if (names("type")) return alumnus.text("type");
    const program::Json more = program::Json::parse(alumnus.text("more"), nullptr, false);
    return more.is_object() ? more.value(std::string(head), "") : std::string();
}

std::string graduate_cell(const Object& internship, std::string_view head) {
    const std::string lower = to_lower(head);
    const auto names = [&](std::string_view word) { return lower.find(word) != std::string::npos; };
    if (names("intern")) return mentions({internship.text("intern")});
    if (names("mentor")) return mentions(internship.list("mentors"));
    if (names("time") || names("period")) {
        const program::Plan plan = program::make_plan(program::plan_request(internship));
        return program::to_words(program::Period{.first = program::plan_request(internship).start, .last = plan.end});
    }
    if (names("write"))
        return internship.has("writeup") && internship.text("writeup") == internship.text("writeup_seen")
                   ? link("Write-up", internship.text("writeup"))
                   : "";
    if (names("takeaway")) return plain(internship.text("takeaways"));
    if (names("type")) return internship.has("type") ? plain(internship.text("type")) : track_name(internship.text("track"));
    return {};
}

std::vector<std::string> columns_of(const TableRow* header, const std::vector<std::string>& usual) {
    return header != nullptr && !header->cells.empty() ? header->cells : usual;
}

} // namespace

std::string plain(std::string_view text) {
    std::string one_line(text);
    std::ranges::replace_if(one_line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    std::string escaped;
    for (const char c : printable(one_line)) {
        if (std::string_view("\\`*_[]<>&|~#!$:{}").find(c) != std::string_view::npos) escaped += '\\';
        escaped += c;
    }
    return escaped;
}

std::string link(std::string_view text, std::string_view address) {
    std::string safe;
    for (const char c : address) {
        if (std::string_view("()<>[]|\\ \"'`*").find(c) != std::string_view::npos || static_cast<unsigned char>(c) < ' ')
            safe += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        else
            safe += c;
    }
    return fmt::format("[{}]({})", plain(text), safe);
}

std::string mentions(const std::vector<std::string>& handles) {
    std::string text;
    for (const std::string& handle : handles)
        text += fmt::format("{}@{}", text.empty() ? "" : " / ", handle); // a handle has no character that means anything
    return text;
}

PageRows alumni_rows(Program& program, const TableRow* header) {
    PageRows table{.header = columns_of(header, {"Intern", "Mentor", "Time Period", "Type", "Write-up"}), .rows = {}};
    std::vector<const Object*> listed;
    std::vector<const Object*> graduates;
    for (const Object& alumnus : program.all(Kind::alumnus)) {
        if (alumnus.state == "listed") listed.push_back(&alumnus);
    }
    for (const Object& internship : program.all(Kind::internship)) {
        if (internship.state == "completed") graduates.push_back(&internship);
    }
    std::ranges::stable_sort(listed, {}, [](const Object* each) { return each->number("place"); });
    std::ranges::stable_sort(graduates, {}, &Object::since);
    const auto has_takeaways = [](const Object* each) { return each->has("takeaways"); };
    const bool column_there =
        std::ranges::any_of(table.header, [](const std::string& head) { return to_lower(head).find("takeaway") != std::string::npos; });
    if (!column_there && (std::ranges::any_of(listed, has_takeaways) || std::ranges::any_of(graduates, has_takeaways)))
        table.header.emplace_back("Takeaways");
    for (const Object* alumnus : listed) {
        table.rows.emplace_back();
        for (const std::string& head : table.header) table.rows.back().push_back(alumnus_cell(*alumnus, head));
    }
    for (const Object* graduate : graduates) {
        table.rows.emplace_back();
        for (const std::string& head : table.header) table.rows.back().push_back(graduate_cell(*graduate, head));
    }
    return table;
}

PageRows slot_rows(Program& program, const TableRow* header) {
    PageRows table{.header = columns_of(header, {"Time frame", "Mentor", "Track"}), .rows = {}};
    std::vector<const Object*> open;
    for (const Object& slot : program.all(Kind::slot)) {
        if (slot.state == "open" && !program::is_full(program, slot)) open.push_back(&slot);
    }
    std::ranges::stable_sort(open, {}, [](const Object* slot) { return slot->has("place") ? slot->number("place") : 1'000'000; });
    for (const Object* slot : open) {
        table.rows.emplace_back();
        for (const std::string& head : table.header) table.rows.back().push_back(slot_cell(*slot, head));
    }
    if (open.empty()) {
        const auto& programs = program.all(Kind::program);
        std::string text(kNoSlot);
        if (!programs.empty() && programs.front().has("ask"))
            text = printable(programs.front().text("ask")); // Markdown, as people wrote it in the page
        else if (!programs.empty() && programs.front().has("contact"))
            text += fmt::format(" Ask {}.", plain(programs.front().text("contact")));
        table.rows.emplace_back(table.header.size(), "");
        table.rows.back().front() = std::move(text);
    }
    return table;
}

} // namespace squire::publish
