// SPDX-License-Identifier: MIT
#include "publish/page_render.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "program/track.h"
#include "publish/page_rows.h"

namespace squire::publish {
namespace {

using program::Kind;
using program::Object;
using program::Program;

std::vector<std::string> lines_of(const PageRows& table) {
    std::vector<std::string> lines{to_row(table.header), to_separator(table.header.size())};
    for (const auto& row : table.rows) lines.push_back(to_row(row));
    return lines;
}

// The table as it is, whole.
std::vector<std::string> mended(const PageTable& table) {
    PageRows rows{.header = table.header.cells, .rows = {}};
    for (const TableRow& row : table.rows) {
        rows.rows.push_back(row.cells);
        if (row.cells.size() < rows.header.size()) rows.rows.back().resize(rows.header.size());
    }
    return lines_of(rows);
}

std::vector<std::string> how_to_apply(Program& program) {
    std::vector<std::string> mentors;
    for (const Object& slot : program.all(Kind::slot)) {
        if (slot.state != "open" || program::is_full(program, slot)) continue;
        for (std::string& mentor : slot.list("mentors")) {
            if (std::ranges::find(mentors, mentor) == mentors.end()) mentors.push_back(std::move(mentor));
        }
    }
    const auto& programs = program.all(Kind::program);
    const std::string contact = programs.empty() ? std::string() : programs.front().text("contact");
    std::string whom = mentors.empty() ? "the people who run the program"
                                       : fmt::format("a mentor of an open slot ({})", fmt::join(
                                                                                          [&] {
                                                                                              std::vector<std::string> names;
                                                                                              for (const std::string& mentor : mentors)
                                                                                                  names.push_back("@" + mentor);
                                                                                              return names;
                                                                                          }(),
                                                                                          ", "));
    if (!contact.empty()) whom += fmt::format(" and {}", plain(contact));
    return {
        fmt::format("To apply, talk to {}:", whom),
        "",
        "1. Ask your own manager whether you may, and for how much of your time.",
        "1. Have a coffee chat with the mentor: what you want to learn, what you bring, when you can.",
        mentors.empty() ? "1. No slot is open at present. Say that you are interested, and you will hear of the next one."
                        : "1. Apply for a slot of the table below; the mentor answers within a week.",
    };
}

std::vector<std::string> open_projects(Program& program) {
    std::vector<std::string> lines;
    for (const Object& project : program.all(Kind::project)) {
        if (project.state != "consented") continue;
        const auto languages = project.list("languages");
        lines.push_back(fmt::format("- {}{}{}", link(project.text("name"), project.text("url")),
                                    languages.empty() ? "" : fmt::format(": {}", plain(fmt::format("{}", fmt::join(languages, ", ")))),
                                    project.has("licence") ? fmt::format(" ({})", plain(project.text("licence"))) : ""));
    }
    if (!lines.empty()) lines.insert(lines.begin(), {"These projects take part:", ""});
    return lines;
}

// What is put after a line of the page.
std::string block(const Page& page, std::string_view name, const std::vector<std::string>& lines, std::size_t after) {
    std::string text = page.lines[after].ends_with('\n') ? "" : page.line_end;
    text += page.line_end + begin_mark(name) + page.line_end;
    for (const std::string& line : lines) text += line + page.line_end;
    return text + end_mark(name) + page.line_end;
}

} // namespace

std::string render_page(Program& program, const Page& page) {
    std::map<std::size_t, std::pair<std::size_t, std::vector<std::string>>>
        tables; // by first line: the line after it, and what stands there now
    for (const PageTable& table : page.tables) {
        const bool first = table_of(page, table.kind) == &table;
        if (table.kind == TableKind::alumni && first) tables[table.first] = {table.end, lines_of(alumni_rows(program, &table.header))};
        if (table.kind == TableKind::slots && first) tables[table.first] = {table.end, lines_of(slot_rows(program, &table.header))};
        if (table.kind == TableKind::schedule) tables[table.first] = {table.end, mended(table)};
    }
    std::map<std::size_t, std::string> added; // after a line
    if (const PageHeading* const apply = heading_of(page, {"how to apply"}); apply != nullptr && body_of(page, *apply).empty)
        added[apply->line] = block(page, "how-to-apply", how_to_apply(program), apply->line);
    const PageHeading* const projects = heading_of(page, {"open", "source projects"});
    const auto listed = open_projects(program);
    if (projects != nullptr && !listed.empty()) {
        const SectionBody body = body_of(page, *projects);
        std::size_t last = body.end;
        while (last > body.first && trim(page.lines[last - 1]).empty()) --last;
        added[last - 1] += block(page, "open-projects", listed, last - 1);
    }

    std::string text;
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
        const auto table = tables.find(i);
        if (table == tables.end()) {
            text += page.lines[i];
        } else {
            for (const std::string& line : table->second.second) text += line + page.line_end;
            i = table->second.first - 1;
        }
        if (const auto more = added.find(i); more != added.end()) text += more->second;
    }
    return text;
}

std::string new_page(Program& program) {
    const auto& programs = program.all(Kind::program);
    std::string name = programs.empty() ? "Internship program" : programs.front().text("name");
    std::ranges::replace(name, '"', '\'');
    std::string text =
        fmt::format("---\nlayout: handbook-page-toc\ntitle: \"{}\"\n---\n\n## Overview\n\n"
                    "An intern and a mentor agree on goals, choose an open-source project that gains from it, add security scanners to its\n"
                    "pipeline, mend what they find, and write it up.\n\n## What to do\n",
                    printable(name));
    for (const program::Track& track : program::all_tracks()) {
        text += fmt::format("\n### {}\n\nGoals:\n\n", track.name);
        for (const program::GoalTemplate& goal : track.goals) text += fmt::format("1. {}.\n", goal.text);
        text += fmt::format("\nAn example of {} weeks:\n\n{}\n{}\n", track.plan.size(), to_row({"Week", "Description"}), to_separator(2));
        for (std::size_t i = 0; i < track.plan.size(); ++i)
            text += to_row({fmt::format("{}", i + 1), fmt::format("{}.", fmt::join(track.plan[i].tasks, ". "))}) + "\n";
    }
    text += "\n## Alumni and past participants\n\n| Intern | Mentor | Time Period | Type | Write-up |\n| --- | --- | --- | --- | --- |\n\n## "
            "How to apply\n\n## Upcoming slots\n\n"
            "| Time frame | Mentor | Track |\n| --- | --- | --- |\n\n### Open-source projects\n\nYour project can take part: say so to whoever "
            "runs the program, or to any mentor. You decide what may\n"
            "be sent to you and until when, and can say no at any time.\n";
    return text;
}

} // namespace squire::publish
