// SPDX-License-Identifier: MIT
// The project, the people, the plan, and what comes next.
#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/counted.h"
#include "base/text.h"
#include "html/markdown.h"
#include "writeup/block_text.h"
#include "writeup/figures.h"

namespace squire::writeup {
namespace {

constexpr std::size_t kLongestQuote = 4'000;

std::string quote(std::string_view text) {
    const std::string shown = shorten(text, kLongestQuote);
    std::string lines;
    for (const std::string_view line : split(shown, '\n')) lines += "> " + html::markdown_text(line) + "\n";
    return lines + "\n";
}

std::string names_of(const std::vector<PersonFacts>& people) {
    std::vector<std::string> names;
    for (const PersonFacts& each : people) names.push_back(each.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string day_of(const std::optional<Time>& time) { return time ? to_rfc3339(*time).substr(0, 10) : "–"; }

} // namespace

std::string block_project(const Context& context) {
    const ProjectFacts& project = context.facts.project;
    std::vector<std::vector<std::string>> rows;
    const auto row = [&](const char* what, std::string value) {
        if (value != "–") rows.push_back({what, std::move(value)});
    };
    row("Project", project.address.empty() ? cell(project.name) : link(project.name.empty() ? project.address : project.name, project.address));
    row("Written in", cell(fmt::format("{}", fmt::join(project.languages, ", "))));
    row("Licence", cell(project.licence));
    if (!project.consent.empty()) {
        std::string consent = plain_words(project.consent);
        if (!project.consents.empty()) consent += fmt::format(": {}", fmt::join(project.consents, ", "));
        if (!project.consent_until.empty()) consent += fmt::format(" (until {})", project.consent_until);
        row("Maintainers' consent", cell(consent));
    }
    if (context.facts.internship) {
        const InternshipFacts& internship = *context.facts.internship;
        row("Intern", cell(internship.intern.name));
        row(internship.mentors.size() == 1 ? "Mentor" : "Mentors", cell(names_of(internship.mentors)));
        if (!internship.start.empty()) row("From, to", cell(fmt::format("{} to {}", internship.start, internship.end)));
    }
    if (!project.evidence.entries.empty()) row("Shown by", shown_by(project.evidence));
    std::string text = rows.empty() ? "Nothing is on record about the project yet.\n\n" : table({"What", "On record"}, rows);
    for (const std::string& reason : project.reasons) text += quote(reason);
    return text;
}

std::string block_integrated(const Context& context) {
    const Facts& facts = context.facts;
    std::vector<std::vector<std::string>> rows;
    for (const RequestFacts& each : facts.requests) {
        if (each.purpose == "integrate")
            rows.push_back(
                {link(each.title, each.url), cell(each.scanner), cell(plain_words(each.state)), day_of(each.opened), shown_by(each.evidence)});
    }
    const std::string drafted =
        facts.integration_drafts.entries.empty()
            ? "No request to add a scanner to the project's pipeline was opened.\n\n"
            : fmt::format("A merge request that adds scanners to the project's pipeline is drafted ({}), and not opened yet.\n\n",
                          shown_by(facts.integration_drafts));
    std::string text = rows.empty() ? drafted : table({"Merge request", "Scanner", "State", "Opened", "Shown by"}, rows);
    struct Ran {
        std::size_t scans = 0;
        std::string version;
        Evidence evidence;
    };
    std::map<std::pair<std::string, std::string>, Ran> ran;
    for (const ScanFacts& scan : facts.scans) {
        Ran& each = ran[{scan.scanner, scan.target}];
        ++each.scans;
        each.version = scan.version;
        each.evidence.entries.push_back(scan.entry);
    }
    std::vector<std::vector<std::string>> scanners;
    for (const auto& [key, each] : ran)
        scanners.push_back({cell(key.first), cell(each.version), cell(key.second), std::to_string(each.scans), shown_by(each.evidence)});
    return scanners.empty() ? text
                            : text + "Run over the project:\n\n" + table({"Scanner", "Version", "Looked at", "Scans#", "Shown by"}, scanners);
}

std::string block_requests(const Context& context) {
    const Facts& facts = context.facts;
    if (facts.requests.empty())
        return "No merge request or issue was opened in the project.\n\n" + chart_text(chart_answers(facts), context.form);
    std::vector<std::vector<std::string>> rows;
    for (const RequestFacts& each : facts.requests) {
        std::string state = plain_words(each.state);
        if (each.state == "with_them") state = "waits for the maintainers";
        if (each.state == "with_us") state = "waits for us";
        if (!each.handed_to.empty()) state += " to " + each.handed_to;
        rows.push_back({link(each.title, each.url), cell(plain_words(each.purpose)), cell(state), day_of(each.opened), day_of(each.ended),
                        std::to_string(each.waited_days), shown_by(each.evidence)});
    }
    return table({"Request", "Purpose", "State", "Opened", "Ended", "Days to the first answer#", "Shown by"}, rows) +
           chart_text(chart_answers(facts), context.form);
}

std::string block_plan(const Context& context) {
    if (!context.facts.internship || context.facts.internship->weeks.empty()) return "There is no plan on record.\n";
    const InternshipFacts& internship = *context.facts.internship;
    std::vector<std::vector<std::string>> rows;
    for (const WeekFacts& week : internship.weeks) {
        const std::string spent = week.spent_hours ? std::to_string(*week.spent_hours)
                                  : week.reported  ? "–"
                                  : week.over      ? "no check-in"
                                                   : "to come";
        rows.push_back({std::to_string(week.number), fmt::format("{} to {}", week.first, week.last),
                        cell(fmt::format("{}", fmt::join(week.titles, "; "))), fmt::format("{:.0f}", week.planned_hours), spent,
                        shown_by(week.evidence)});
    }
    std::string text = table({"Week#", "Days", "Plan", "Hours planned#", "Hours spent#", "Shown by"}, rows);
    std::vector<std::vector<std::string>> goals;
    for (const GoalFacts& goal : internship.goals)
        goals.push_back({cell(goal.text), fmt::format("{} of {}", goal.count, goal.target), cell(goal.state), shown_by(goal.evidence)});
    return goals.empty() ? text : text + table({"Goal", "Counted", "State", "Shown by"}, goals);
}

std::string block_learned(const Context& context) {
    const Words& words = context.facts.words;
    std::string text;
    const std::string who = context.facts.internship ? context.facts.internship->intern.name : "";
    if (!trim(words.takeaways).empty()) text += (who.empty() ? "" : html::markdown_text(who) + " says:\n\n") + quote(words.takeaways);
    std::vector<std::vector<std::string>> rows;
    for (const ScannerFeedback& each : words.feedback)
        rows.push_back({cell(each.scanner), cell(each.worked, 400), cell(each.failed, 400), shown_by(each.evidence)});
    if (!rows.empty()) text += "About the scanners:\n\n" + table({"Scanner", "What worked", "What did not", "Shown by"}, rows);
    return text.empty() ? "Nobody has put a takeaway on record yet.\n" : text;
}

std::string block_next(const Context& context) {
    const Facts& facts = context.facts;
    std::vector<std::string> items;
    for (const RequestFacts& each : facts.requests) {
        if (each.open())
            items.push_back(fmt::format("{} {}.", link(each.title, each.url),
                                        each.state == "with_us" ? "waits for our answer" : "waits for the maintainers"));
        if (each.state == "handed_over")
            items.push_back(fmt::format("{} was handed over{}.", link(each.title, each.url),
                                        each.handed_to.empty() ? "" : " to " + html::markdown_text(each.handed_to)));
    }
    std::uint64_t untriaged = 0;
    std::uint64_t proved = 0;
    std::uint64_t held = 0;
    std::string until;
    for (const VulnerabilityFacts& each : facts.vulnerabilities) {
        untriaged += each.state == finding::State::needs_triage && each.present ? 1 : 0;
        if (each.embargo.holds) {
            ++held;
            until = std::max(until, each.embargo.until);
        }
    }
    for (const FixFacts& each : facts.fixes) proved += each.proved() && !each.offered ? 1 : 0;
    if (untriaged > 0)
        items.push_back(fmt::format("{} {} for somebody's decision.", counted(untriaged, "finding"), untriaged == 1 ? "waits" : "wait"));
    if (proved > 0)
        items.push_back(fmt::format("{} {} proved and not offered yet.", counted(proved, "fix", "fixes"), proved == 1 ? "is" : "are"));
    if (held > 0)
        items.push_back(fmt::format("{} {} under embargo; the last one ends on {}.", counted(held, "finding"), held == 1 ? "is" : "are", until));
    if (facts.internship) {
        for (const GoalFacts& goal : facts.internship->goals) {
            if (goal.state != "met" && goal.state != "dropped")
                items.push_back(fmt::format("Goal not met yet: {} ({} of {}).", cell(goal.text), goal.count, goal.target));
        }
    }
    if (items.empty()) return "Nothing is left open.\n";
    std::string text;
    for (const std::string& item : items) text += "- " + item + "\n";
    return text;
}

} // namespace squire::writeup
