// SPDX-License-Identifier: MIT
#include "writeup/figures.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::writeup {
namespace {

using finding::Severity;
using finding::State;

void merge(Evidence& into, const Evidence& from) {
    into.entries.insert(into.entries.end(), from.entries.begin(), from.entries.end());
    into.vulnerabilities.insert(into.vulnerabilities.end(), from.vulnerabilities.begin(), from.vulnerabilities.end());
    into.commits.insert(into.commits.end(), from.commits.begin(), from.commits.end());
}

template <class T> void tidy(std::vector<T>& list) {
    std::ranges::sort(list);
    const auto again = std::ranges::unique(list);
    list.erase(again.begin(), again.end());
}

void tidy(Evidence& evidence) {
    tidy(evidence.entries);
    tidy(evidence.vulnerabilities);
    tidy(evidence.commits);
}

Evidence evidence_of(const VulnerabilityFacts& each) { return {.entries = {each.first_entry, each.last_entry}, .vulnerabilities = {each.id}}; }
Evidence evidence_of(const ScanFacts& each) {
    return {.entries = {each.entry}, .commits = each.commit.empty() ? std::vector<std::string>() : std::vector{each.commit}};
}
template <class Item> const Evidence& evidence_of(const Item& each) { return each.evidence; }

std::string words_of(std::string_view identifier) {
    std::string words(identifier);
    std::ranges::replace(words, '_', ' ');
    return words;
}

std::string lower(std::string_view word) { return to_lower(word); }

class Collection {
public:
    template <class List, class Counts> void count(std::string name, std::string says, const List& list, const Counts& counts) {
        Figure figure{.name = std::move(name), .says = std::move(says)};
        for (const auto& each : list) {
            if (!counts(each)) continue;
            ++figure.value;
            merge(figure.evidence, evidence_of(each));
        }
        tidy(figure.evidence);
        figures.push_back(std::move(figure));
    }
    template <class List> void count(std::string name, std::string says, const List& list) {
        count(std::move(name), std::move(says), list, [](const auto&) { return true; });
    }
    void add(std::string name, std::int64_t value, std::string says, Evidence evidence = {}) {
        tidy(evidence);
        figures.push_back({.name = std::move(name), .value = value, .says = std::move(says), .evidence = std::move(evidence)});
    }

    std::vector<Figure> figures;
};

void add_scans(Collection& all, const Facts& facts) {
    all.count("scans.total", "scans", facts.scans);
    all.count("scans.complete", "scans that looked at everything", facts.scans, [](const ScanFacts& scan) { return scan.status == "complete"; });
    all.count("scans.partial", "scans that could not look at everything", facts.scans,
              [](const ScanFacts& scan) { return scan.status == "partial"; });
    all.count("scans.failed", "scans that failed", facts.scans, [](const ScanFacts& scan) { return scan.status == "failed"; });
    all.count("scans.silent", "scans that found nothing", facts.scans, [](const ScanFacts& scan) { return scan.silent(); });
    std::map<std::string, Evidence> scanners;
    for (const ScanFacts& scan : facts.scans) merge(scanners[scan.scanner], evidence_of(scan));
    Evidence evidence;
    for (const auto& [scanner, own] : scanners) merge(evidence, own);
    all.add("scanners.total", static_cast<std::int64_t>(scanners.size()), "scanners", std::move(evidence));
}

void add_findings(Collection& all, const Facts& facts) {
    const auto& list = facts.vulnerabilities;
    using V = const VulnerabilityFacts&;
    all.count("findings.total", "findings", list);
    for (int i = static_cast<int>(Severity::critical); i >= 0; --i) {
        const auto severity = static_cast<Severity>(i);
        all.count("findings.severity." + lower(to_string(severity)), fmt::format("findings of {} severity", lower(to_string(severity))), list,
                  [severity](V each) { return each.severity == severity; });
    }
    std::set<finding::ReportType> types;
    for (V each : list) types.insert(each.type);
    for (const finding::ReportType type : types)
        all.count(fmt::format("findings.type.{}", to_string(type)), "findings of the type " + words_of(to_string(type)), list,
                  [type](V each) { return each.type == type; });
    all.count("findings.present", "findings that are still there", list, [](V each) { return each.present; });
    all.count("findings.fixed", "findings that a scan no longer sees, false alarms left out", list,
              [](V each) { return !each.present && !each.false_alarm(); });
    all.count("findings.confirmed", "findings that a person confirmed and that are not resolved", list,
              [](V each) { return each.state == State::confirmed; });
    all.count("findings.untriaged", "findings that nobody decided about", list, [](V each) { return each.state == State::needs_triage; });
    all.count("findings.dismissed", "findings that were dismissed", list, [](V each) { return each.state == State::dismissed; });
    all.count("findings.false_alarms", "false alarms", list, [](V each) { return each.false_alarm(); });
    all.count("findings.embargoed", "findings under embargo", list, [](V each) { return each.embargo.holds; });
}

void add_fixes(Collection& all, const Facts& facts) {
    all.count("fixes.total", "fixes that were drafted", facts.fixes);
    all.count("fixes.proved", "fixes that were proved", facts.fixes, [](const FixFacts& fix) { return fix.proved(); });
    all.count("fixes.offered", "fixes that have a branch or a merge request", facts.fixes, [](const FixFacts& fix) { return fix.offered; });
    all.count("unfixed.total", "findings without a fix, each with its reason", facts.unfixed);
    std::set<std::string> reasons;
    for (const UnfixedFacts& each : facts.unfixed) reasons.insert(each.reason);
    for (const std::string& reason : reasons)
        all.count("unfixed.reason." + reason, "findings without a fix: " + words_of(reason), facts.unfixed,
                  [&](const UnfixedFacts& each) { return each.reason == reason; });
}

void add_requests(Collection& all, const Facts& facts) {
    const auto is_request = [](const RequestFacts& each) { return each.form == "merge-request"; };
    all.count("merge_requests.total", "merge requests", facts.requests, is_request);
    for (const auto& [name, says] : {std::pair("merged", "merge requests that were merged"),
                                     {"closed", "merge requests that were closed"},
                                     {"handed_over", "merge requests that were handed over"}})
        all.count(fmt::format("merge_requests.{}", name), says, facts.requests,
                  [&](const RequestFacts& each) { return is_request(each) && each.state == name; });
    all.count("merge_requests.open", "merge requests that are open", facts.requests,
              [&](const RequestFacts& each) { return is_request(each) && each.open(); });
    all.count("merge_requests.answered", "merge requests that the maintainers answered", facts.requests,
              [&](const RequestFacts& each) { return is_request(each) && each.answered.has_value(); });
    all.count("merge_requests.integrate", "merge requests that add scanners", facts.requests,
              [&](const RequestFacts& each) { return is_request(each) && each.purpose == "integrate"; });
    all.count("merge_requests.fix", "merge requests that fix something", facts.requests,
              [&](const RequestFacts& each) { return is_request(each) && each.purpose == "fix"; });
    all.count("issues.total", "issues in the project", facts.requests, [&](const RequestFacts& each) { return each.form == "issue"; });
    Evidence evidence;
    long longest = 0;
    for (const RequestFacts& each : facts.requests) {
        if (!is_request(each)) continue;
        longest = std::max(longest, each.waited_days);
        merge(evidence, each.evidence);
    }
    all.add("merge_requests.longest_wait", longest, "days that the maintainers' first answer took at most", std::move(evidence));
}

void add_reports(Collection& all, const Facts& facts) {
    all.count("bug_reports.total", "reports about scanners, drafts too", facts.bug_reports);
    all.count("bug_reports.sent", "reports that were sent", facts.bug_reports, [](const BugReportFacts& each) { return each.state != "draft"; });
    all.count("bug_reports.accepted", "reports that were accepted", facts.bug_reports,
              [](const BugReportFacts& each) { return each.state == "merged" || each.state == "fixed"; });
    all.count("missed.total", "weaknesses that a person saw and no scanner did", facts.missed);
}

void add_plan(Collection& all, const Facts& facts) {
    if (!facts.internship) return;
    const InternshipFacts& internship = *facts.internship;
    all.add("weeks.planned", internship.planned_weeks + internship.extension_weeks, "weeks of the plan", internship.evidence);
    all.add("weeks.extension", internship.extension_weeks, "weeks by which it was extended", internship.evidence);
    all.count("weeks.over", "weeks that are over", internship.weeks, [](const WeekFacts& week) { return week.over; });
    all.count("weeks.reported", "weeks with a check-in", internship.weeks, [](const WeekFacts& week) { return week.reported; });
    Evidence evidence;
    long hours = 0;
    for (const WeekFacts& week : internship.weeks) {
        hours += week.spent_hours.value_or(0);
        if (week.spent_hours) merge(evidence, week.evidence);
    }
    all.add("hours.spent", hours, "hours that the check-ins name", std::move(evidence));
    all.count("goals.total", "goals", internship.goals, [](const GoalFacts& goal) { return goal.state != "dropped"; });
    all.count("goals.met", "goals that were met", internship.goals, [](const GoalFacts& goal) { return goal.state == "met"; });
}

} // namespace

std::vector<Figure> figures_of(const Facts& facts) {
    Collection all;
    add_scans(all, facts);
    add_findings(all, facts);
    add_fixes(all, facts);
    add_requests(all, facts);
    add_reports(all, facts);
    add_plan(all, facts);
    all.add("ledger.entries", facts.ledger_entries, "entries of the ledger");
    return std::move(all.figures);
}

std::int64_t value_of(const std::vector<Figure>& figures, std::string_view name) {
    const auto found = std::ranges::find(figures, name, &Figure::name);
    return found == figures.end() ? 0 : found->value;
}

std::vector<FunnelStage> funnel_of(const Facts& facts) {
    std::set<std::string> drafted;
    std::set<std::string> proved;
    std::set<std::string> offered;
    for (const FixFacts& fix : facts.fixes) {
        drafted.insert(fix.vulnerabilities.begin(), fix.vulnerabilities.end());
        if (!fix.proved()) continue;
        proved.insert(fix.vulnerabilities.begin(), fix.vulnerabilities.end());
        if (fix.offered) offered.insert(fix.vulnerabilities.begin(), fix.vulnerabilities.end());
    }
    // What a scan sees no more was repaired, whether by a change of Squire's or by hand: it has passed every stage before.
    std::uint64_t real = 0;
    std::array<std::uint64_t, 4> at_least{};
    for (const VulnerabilityFacts& each : facts.vulnerabilities) {
        if (each.state == State::dismissed) continue;
        ++real;
        const bool gone = !each.present;
        at_least[0] += drafted.contains(each.id) || gone ? 1 : 0;
        at_least[1] += proved.contains(each.id) || gone ? 1 : 0;
        at_least[2] += offered.contains(each.id) || gone ? 1 : 0;
        at_least[3] += gone ? 1 : 0;
    }
    return {{"Found", facts.vulnerabilities.size()}, {"Not dismissed", real},
            {"Fix drafted, or gone", at_least[0]},   {"Fix proved, or gone", at_least[1]},
            {"Fix offered, or gone", at_least[2]},   {"Gone from the project", at_least[3]}};
}

} // namespace squire::writeup
