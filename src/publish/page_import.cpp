// SPDX-License-Identifier: MIT
#include "publish/page_import.h"

#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "program/calendar.h"
#include "program/track.h"
#include "publish/page_rows.h"

namespace squire::publish {
namespace {

using program::Json;
using program::Kind;
using program::Object;
using program::Program;

constexpr std::string_view kWhy = "from the handbook page";

bool is_handle_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.'; }

class Import {
public:
    Import(Program& program, const Page& page, std::string_view by, Time now) : program_(program), page_(page), by_(by), now_(now) {}

    PageImport take() {
        take_slots();
        take_alumni();
        const Object* const kept = program_.find(Kind::page, "page");
        if (kept == nullptr) {
            deed(Kind::page, "page", "import", {{"markdown", std::string(page_.text)}});
        } else if (kept->text("markdown") != page_.text) {
            deed(Kind::page, "page", "change", {{"markdown", std::string(page_.text)}});
        }
        return std::move(import_);
    }

private:
    void deed(Kind kind, std::string id, std::string move, Json data) {
        import_.deeds.push_back(
            {.kind = kind, .id = std::move(id), .move = std::move(move), .by = by_, .why = std::string(kWhy), .data = std::move(data)});
    }
    template <class... Values> void say(fmt::format_string<Values...> format, Values&&... values) {
        import_.understood.push_back(fmt::format(format, std::forward<Values>(values)...));
    }

    // An id that nothing else in this page has: the second row of the same month and mentor is "…-2".
    std::string unique(const std::string& id) {
        std::string candidate = id;
        for (int number = 2; !taken_.insert(candidate).second; ++number) candidate = fmt::format("{}-{}", id, number);
        return candidate;
    }

    void take_person(const std::string& handle, std::string_view cell) {
        if (program_.find(Kind::person, handle) != nullptr || !people_.insert(handle).second) return;
        std::string name = cell.find('@') == std::string_view::npos ? std::string(trim(cell)) : handle;
        deed(Kind::person, handle, "add", {{"name", shorten(name, 200)}, {"roles", Json::array({"mentor"})}});
    }

    void take_slots() {
        const PageTable* const table = table_of(page_, TableKind::slots);
        if (table == nullptr) return;
        const PageRows ours = slot_rows(program_, &table->header);
        const std::size_t frame = column_of(table->header, {"time", "slot"});
        const std::size_t mentor = column_of(table->header, {"mentor"});
        const std::size_t track = column_of(table->header, {"track"});
        long place = 0;
        std::set<std::string> seen;
        for (const TableRow& row : table->rows) {
            ++place;
            const std::string_view written = cell_of(row, frame);
            const auto period = program::parse_period(written);
            const auto mentors = handles_in(cell_of(row, mentor));
            if (!period && mentors.empty()) {
                if (!written.empty()) take_ask(printable(written));
                continue;
            }
            Json cells = Json::object();
            for (std::size_t i = 0; i < table->header.cells.size(); ++i) cells[table->header.cells[i]] = cell_of(row, i);
            Json data{{"cells", cells.dump()}, {"mentors", mentors}, {"place", place}, {"capacity", 1}};
            if (period) data["period"] = written;
            if (const std::string_view cell = cell_of(row, track); !cell.empty()) {
                const program::Track* const known = program::find_track(cell);
                if (known != nullptr) data["track"] = known->id;
            }
            for (const std::string& handle : mentors) take_person(handle, cell_of(row, mentor));
            const std::string id = unique(fmt::format("slot-{}-{}", period ? program::to_iso(period->first).substr(0, 7) : "some-day",
                                                      mentors.empty() ? "nobody" : mentors.front()));
            seen.insert(id);
            say("slot {}: {}, {}", id, period ? program::to_words(*period) : fmt::format("'{}' (no period)", written),
                mentors.empty() ? "no mentor" : fmt::format("{}", fmt::join(mentors, ", ")));
            const Object* const known = program_.find(Kind::slot, id);
            if (known == nullptr) {
                if (!written_by_us(ours, row)) deed(Kind::slot, id, "import", std::move(data));
            } else if (known->state == "open" && Json(known->text("cells")) != data["cells"]) {
                data.erase("capacity");
                deed(Kind::slot, id, "import", std::move(data));
            }
        }
        for (const Object& slot : program_.all(Kind::slot)) {
            if (slot.state == "open" && slot.has("cells") && !seen.contains(slot.id) && !program::is_full(program_, slot))
                deed(Kind::slot, slot.id, "close", Json::object());
        }
    }

    void take_ask(std::string text) {
        say("no slot at present: \"{}\"", shorten(text, 80));
        const auto& programs = program_.all(Kind::program);
        if (!programs.empty() && programs.front().text("ask") != text && !written_as_none(text))
            deed(Kind::program, programs.front().id, "change", {{"ask", std::move(text)}});
    }

    // The row that we write where nothing is said is not taken for something that was said.
    bool written_as_none(std::string_view text) {
        const PageRows ours = slot_rows(program_, nullptr);
        return ours.rows.size() == 1 && ours.rows.front().front() == text;
    }

    static bool written_by_us(const PageRows& ours, const TableRow& row) {
        return std::ranges::any_of(ours.rows, [&](const std::vector<std::string>& cells) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                if (cell_of(row, i) != cells[i]) return false;
            }
            return true;
        });
    }

    // A completed internship is kept here; whoever edits its row on the page is told by the lint, and it is not taken for another one.
    bool is_graduate(std::string_view intern) {
        const auto handles = handles_in(intern);
        return !handles.empty() && std::ranges::any_of(program_.with(Kind::internship, "intern", handles.front()),
                                                       [](const Object* each) { return each->state == "completed"; });
    }

    void take_alumni() {
        const PageTable* const table = table_of(page_, TableKind::alumni);
        if (table == nullptr) return;
        const auto column = [&](std::initializer_list<std::string_view> words) { return column_of(table->header, words); };
        const std::pair<const char*, std::size_t> columns[] = {{"intern", column({"intern"})},         {"mentors", column({"mentor"})},
                                                               {"period", column({"time", "period"})}, {"type", column({"type"})},
                                                               {"writeup", column({"write"})},         {"takeaways", column({"takeaway"})}};
        std::set<std::string> seen;
        long place = 0;
        for (const TableRow& row : table->rows) {
            ++place;
            Json data = Json::object();
            for (const auto& [name, index] : columns) data[name] = cell_of(row, index);
            Json more = Json::object();
            for (std::size_t i = 0; i < table->header.cells.size(); ++i) {
                if (std::ranges::none_of(columns, [&](const auto& each) { return each.second == i; }))
                    more[table->header.cells[i]] = cell_of(row, i);
            }
            data["more"] = more.empty() ? "" : more.dump();
            data["place"] = place;
            std::string intern(cell_of(row, columns[0].second));
            const bool says_nothing = std::ranges::all_of(row.cells, [](const std::string& cell) { return cell.empty(); });
            if (says_nothing || is_graduate(intern)) continue;
            if (intern.empty()) data["intern"] = intern = "?"; // the row stays, and the lint says what it lacks
            const auto period = program::parse_period(data["period"].get<std::string>());
            const auto handles = handles_in(intern);
            const std::string id = unique(fmt::format("alumnus-{}{}", handles.empty() ? "unknown" : handles.front(),
                                                      period ? "-" + program::to_iso(period->first).substr(0, 7) : ""));
            seen.insert(id);
            say("alumnus {}: {}, {}, write-up: {}", id, intern, period ? program::to_words(*period) : "no period",
                data["writeup"] == "" ? "none" : data["writeup"].get<std::string>());
            const Object* const known = program_.find(Kind::alumnus, id);
            if (known == nullptr) {
                deed(Kind::alumnus, id, "import", std::move(data));
            } else if (std::ranges::any_of(data.items(), [&](const auto& each) {
                           return each.value().is_string() && Json(known->text(each.key())) != each.value();
                       })) {
                deed(Kind::alumnus, id, known->state == "removed" ? "restore" : "change",
                     known->state == "removed" ? Json::object() : std::move(data));
            }
        }
        for (const Object& alumnus : program_.all(Kind::alumnus)) {
            if (alumnus.state == "listed" && !seen.contains(alumnus.id)) deed(Kind::alumnus, alumnus.id, "remove", Json::object());
        }
    }

    Program& program_;
    const Page& page_;
    std::string by_;
    Time now_;
    std::set<std::string> taken_;
    std::set<std::string> people_;
    PageImport import_;
};

} // namespace

std::vector<std::string> handles_in(std::string_view cell) {
    std::vector<std::string> handles;
    const auto add = [&](std::string handle) {
        while (handle.ends_with('.') || handle.ends_with('-')) handle.pop_back();
        if (!handle.empty() && handle.size() <= 80 && std::ranges::find(handles, handle) == handles.end()) handles.push_back(std::move(handle));
    };
    for (std::size_t at = cell.find('@'); at != std::string_view::npos; at = cell.find('@', at + 1)) {
        std::size_t end = at + 1;
        while (end < cell.size() && is_handle_letter(cell[end])) ++end;
        add(std::string(cell.substr(at + 1, end - at - 1)));
    }
    if (cell.find('@') != std::string_view::npos) return handles;
    std::string words;
    for (const char c : trim(cell)) {
        if (is_handle_letter(c))
            words += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (!words.empty() && !words.ends_with('-'))
            words += '-';
    }
    while (words.starts_with('.') || words.starts_with('-')) words.erase(0, 1);
    add(words);
    return handles;
}

PageImport import_page(Program& program, const Page& page, std::string_view by, Time now) { return Import(program, page, by, now).take(); }

} // namespace squire::publish
