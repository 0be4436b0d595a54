// SPDX-License-Identifier: MIT
#include "publish/page_lint.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "html/markdown.h"
#include "program/calendar.h"
#include "publish/page_import.h"

namespace squire::publish {
namespace {

using program::parse_period;

std::string_view name_of(TableKind kind) {
    switch (kind) {
    case TableKind::alumni: return "the table of alumni";
    case TableKind::slots: return "the table of slots";
    case TableKind::schedule: return "the example schedule";
    case TableKind::other: return "the table";
    }
    return "";
}

class Lint {
public:
    Lint(const Page& page, std::string_view name, Time now) : page_(page), name_(name), now_(now) {}

    std::vector<Problem> take() {
        front_matter();
        for (const PageTable& table : page_.tables) look_at_table(table);
        sections();
        texts();
        std::ranges::stable_sort(found_, {}, &Found::line);
        std::vector<Problem> problems;
        for (Found& each : found_) problems.push_back(std::move(each.problem));
        return problems;
    }

private:
    struct Found {
        std::size_t line;
        Problem problem;
    };

    void say(Weight weight, std::size_t line, std::string message, std::string hint = {}) {
        found_.push_back({line, {weight, {ErrorKind::malformed, std::move(message), fmt::format("{}:{}", name_, line + 1), std::move(hint)}}});
    }

    void front_matter() {
        const bool begins = !page_.lines.empty() && trim(page_.lines[0]) == "---";
        if (begins && page_.body == 0)
            say(Weight::warning, 0, "the front matter is never closed", "a line of --- ends it");
        else if (page_.title.empty())
            say(Weight::warning, 0, "the front matter has no title", "title: \"…\"");
    }

    void look_at_table(const PageTable& table) {
        const std::string_view what = name_of(table.kind);
        if (!table.has_separator)
            say(Weight::warning, table.first, fmt::format("{} has no row of dashes below its head, so it is shown as text", what),
                "squire program page render adds it");
        if (table.first > 0 && !trim(page_.lines[table.first - 1]).empty())
            say(Weight::warning, table.first, fmt::format("{} follows a text without a blank line between", what));
        for (const TableRow* row : rows_of(table)) {
            if (!row->closed) say(Weight::warning, row->line, "the row has no closing pipe", "squire program page render adds it");
            if (row->cells.size() != table.header.cells.size())
                say(Weight::warning, row->line, fmt::format("the row has {} cells, the head {}", row->cells.size(), table.header.cells.size()));
        }
        if (table.kind == TableKind::alumni) look_at_alumni(table);
        if (table.kind == TableKind::slots) look_at_slots(table);
        if ((table.kind == TableKind::alumni || table.kind == TableKind::slots) && table_of(page_, table.kind) != &table)
            say(Weight::warning, table.first, fmt::format("this is a second one of {}; only the first is read", what.substr(4)));
    }

    static std::vector<const TableRow*> rows_of(const PageTable& table) {
        std::vector<const TableRow*> rows{&table.header};
        for (const TableRow& row : table.rows) rows.push_back(&row);
        return rows;
    }

    void look_at_period(const TableRow& row, std::string_view written) {
        if (written.empty())
            say(Weight::warning, row.line, "the time is empty");
        else if (!parse_period(written))
            say(Weight::warning, row.line, fmt::format("'{}' is no time that can be read", shorten(written, 60)),
                "as January-July 2026, or January 18, 2026 - February 19, 2026");
    }

    void look_at_alumni(const PageTable& table) {
        const std::size_t writeup = column_of(table.header, {"write"});
        if (table.rows.empty()) say(Weight::note, table.first, "there are no alumni yet");
        for (const TableRow& row : table.rows) {
            const std::string intern(cell_of(row, column_of(table.header, {"intern"})));
            if (intern.empty()) say(Weight::warning, row.line, "the row names no intern");
            if (cell_of(row, column_of(table.header, {"mentor"})).empty()) say(Weight::warning, row.line, "the row names no mentor");
            look_at_period(row, cell_of(row, column_of(table.header, {"time", "period"})));
            const std::string_view cell = cell_of(row, writeup);
            if (intern.empty()) continue;
            if (cell.empty())
                say(Weight::warning, row.line, fmt::format("{} has no write-up, which is what an internship ends with", intern),
                    "ask for it, or say on the page why there is none");
            else if (cell.find("http") == std::string_view::npos)
                say(Weight::warning, row.line, fmt::format("the write-up of {} is no link", intern));
        }
    }

    void look_at_slots(const PageTable& table) {
        for (const TableRow& row : table.rows) {
            const std::string_view written = cell_of(row, column_of(table.header, {"time", "slot"}));
            const auto mentors = handles_in(cell_of(row, column_of(table.header, {"mentor"})));
            const auto period = parse_period(written);
            if (!period && mentors.empty()) continue; // "None currently available, …"
            look_at_period(row, written);
            if (mentors.empty()) say(Weight::warning, row.line, "the slot has no mentor");
            if (period && program::has_passed(period->last, now_))
                say(Weight::warning, row.line, fmt::format("the slot is over since {}", program::to_iso(period->last)),
                    "squire program remind closes it");
            else if (period)
                ++open_slots_;
        }
        if (table.rows.empty()) say(Weight::warning, table.first, "there is no slot, and nothing says where to ask");
    }

    void sections() {
        for (std::size_t i = 0; i < page_.headings.size(); ++i) {
            const PageHeading& heading = page_.headings[i];
            const bool has_parts = i + 1 < page_.headings.size() && page_.headings[i + 1].level > heading.level;
            const bool is_apply = to_lower(heading.title).find("how to apply") != std::string::npos;
            const bool is_written = is_apply && std::ranges::find(page_.generated, "how-to-apply") != page_.generated.end();
            if (body_of(page_, heading).empty && (!has_parts || is_apply) && !is_written) {
                say(Weight::warning, heading.line, fmt::format("'{}' has no text", heading.title),
                    is_apply ? "squire program page render writes it" : "");
            }
            const auto twin = std::ranges::find(page_.headings, heading.title, &PageHeading::title);
            if (&*twin != &heading)
                say(Weight::note, heading.line,
                    fmt::format("'{}' is a heading in line {}, too: a link to it leads there", heading.title, twin->line + 1));
        }
        if (table_of(page_, TableKind::alumni) == nullptr)
            say(Weight::warning, page_.body, "there is no table of alumni", "| Intern | Mentor | Time Period | Type | Write-up |");
        if (table_of(page_, TableKind::slots) == nullptr)
            say(Weight::warning, page_.body, "there is no table of slots", "| Time frame | Mentor | Track |");
        if (heading_of(page_, {"how to apply"}) == nullptr) say(Weight::warning, page_.body, "nothing says how to apply", "## How to apply");
    }

    void texts() {
        std::set<std::string, std::less<>> anchors;
        for (const PageHeading& heading : page_.headings) anchors.insert(html::anchor_of(heading.title));
        char list = 0; // how the entries of the list at hand begin: '1' or '-'
        for (std::size_t i = page_.body; i < page_.lines.size(); ++i) {
            const std::string_view line = page_.lines[i];
            if (page_.is_code[i]) continue;
            const bool dash = line.starts_with("- ") || line.starts_with("* ");
            const bool digit = line.size() > 2 && line[0] >= '0' && line[0] <= '9' && line.substr(1, 2) == ". ";
            const char entry = dash ? '-' : digit ? '1' : '\0';
            if (entry != 0 && list != 0 && entry != list)
                say(Weight::warning, i, "an entry of another kind in the middle of a list: it begins a list of its own");
            if (entry != 0) list = entry;
            if (trim(line).empty() || line.starts_with('#')) list = 0;
            links(i, line, anchors);
            const std::string lower = to_lower(line);
            for (const char* words : {"mentors above", "mentors listed above", "mentor above"}) {
                if (lower.find(words) == std::string::npos) continue;
                if (open_slots_ == 0)
                    say(Weight::warning, i, "it says that mentors are named above, but no open slot is", "name a contact, or the mentors");
                else
                    say(Weight::note, i, "what is above is a table of slots, not a list of mentors");
            }
        }
    }

    void links(std::size_t i, std::string_view line, const std::set<std::string, std::less<>>& anchors) {
        for (std::size_t at = line.find("]("); at != std::string_view::npos; at = line.find("](", at + 2)) {
            const std::size_t end = line.find(')', at);
            if (end == std::string_view::npos) {
                say(Weight::warning, i, "a link has no closing parenthesis");
                return;
            }
            const std::string_view target = trim(line.substr(at + 2, end - at - 2));
            if (target.empty())
                say(Weight::warning, i, "a link leads nowhere");
            else if (target.starts_with('#') && !anchors.contains(target.substr(1)))
                say(Weight::warning, i, fmt::format("there is no heading for the link '{}'", shorten(target, 60)));
            else if (target.starts_with("http://"))
                say(Weight::note, i, fmt::format("'{}' is not encrypted", shorten(target, 60)));
        }
    }

    const Page& page_;
    std::string_view name_;
    Time now_;
    std::size_t open_slots_ = 0;
    std::vector<Found> found_;
};

} // namespace

std::vector<Problem> lint_page(const Page& page, std::string_view name, Time now) { return Lint(page, name, now).take(); }

} // namespace squire::publish
