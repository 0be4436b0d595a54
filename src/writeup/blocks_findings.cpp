// SPDX-License-Identifier: MIT
// What scans found, what became of it, and where scanners were wrong.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/text.h"
#include "writeup/block_text.h"
#include "writeup/figures.h"

namespace squire::writeup {
namespace {

using finding::Severity;
using V = VulnerabilityFacts;

constexpr std::size_t kMostRows = 25; // of findings in a block; the JSON has all

std::string more_than(std::size_t all, std::size_t shown) {
    return all > shown ? fmt::format("And {} more, which the JSON of this write-up lists.\n\n", all - shown) : "";
}

std::string short_id(const V& each) { return each.id.substr(0, 10); }

// Rows of what may be told, the gravest first; how many may not be.
std::string list_of(const Context& context, const std::vector<const V*>& findings, const std::string& why_held) {
    std::vector<std::vector<std::string>> rows;
    std::size_t told = 0;
    std::size_t held = 0;
    std::string until;
    for (const V* each : findings) {
        if (!context.may_tell(*each)) {
            ++held;
            until = std::max(until, each->embargo.until);
            continue;
        }
        if (++told > kMostRows) continue;
        rows.push_back({std::string(to_string(each->severity)), cell(each->name), code(each->place), cell(each->rule, 80),
                        fmt::format("{}, ledger {}", code(short_id(*each)), each->first_entry)});
    }
    std::string text = table({"Severity", "Weakness", "Place", "Rule", "Finding"}, rows) + more_than(told, rows.size());
    if (held > 0)
        text += fmt::format("{} under embargo {} not listed here{}; the last embargo ends on {}.\n\n", counted(held, "finding"),
                            held == 1 ? "is" : "are", why_held, until);
    return text;
}

// What fix/proposal.h calls them, in words.
std::string reason_words(std::string_view reason) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kWords{
        {{"no_fixed_version", "nobody has published a fixed version"},
         {"parent_pins", "the package that brings it in allows no better version"},
         {"peer_conflict", "another package does not allow the better version"},
         {"no_rule_fix", "the rule offers no fix"},
         {"not_editable", "the file is generated, foreign, or of a shape that cannot be edited safely"},
         {"out_of_step", "lockfile and manifest do not fit each other"},
         {"tool_missing", "the package manager is not installed"},
         {"tool_failed", "the package manager refused"},
         {"clashes", "another change stands at the same place"},
         {"failed_proof", "the change did not prove itself"},
         {"file_changed", "the file changed since the scan"},
         {"needs_person", "only a person can do it"},
         {"dismissed", "somebody decided that it stays"},
         {"put_off", "enough other changes were tried at once"}}};
    const auto* const found = std::ranges::find(kWords, reason, &std::pair<std::string_view, std::string_view>::first);
    return found == kWords.end() ? plain_words(reason) : std::string(found->second);
}

template <class Wanted> std::vector<const V*> select(const Facts& facts, const Wanted& wanted) {
    std::vector<const V*> chosen;
    for (const V& each : facts.vulnerabilities) {
        if (wanted(each)) chosen.push_back(&each);
    }
    return chosen;
}

} // namespace

std::string block_glance(const Context& context) {
    const std::vector<Figure> figures = figures_of(context.facts);
    const auto value = [&](std::string_view name) { return static_cast<std::uint64_t>(value_of(figures, name)); };
    const auto line = [&](const std::string& words, std::string_view figure) {
        const auto found = std::ranges::find(figures, figure, &Figure::name);
        return std::vector<std::string>{words, std::to_string(found == figures.end() ? 0 : found->value),
                                        found == figures.end() ? "–" : shown_by(found->evidence)};
    };
    std::vector<std::vector<std::string>> rows{line("Scans", "scans.total"),
                                               line("… that found nothing", "scans.silent"),
                                               line("Findings", "findings.total"),
                                               line("… of critical or high severity", "findings.severity.critical"),
                                               line("… no longer there", "findings.fixed"),
                                               line("… that were false alarms", "findings.false_alarms"),
                                               line("Fixes with a proof", "fixes.proved"),
                                               line("Merge requests", "merge_requests.total"),
                                               line("… merged", "merge_requests.merged"),
                                               line("Reports to scanners' teams", "bug_reports.sent")};
    Evidence grave;
    for (const char* name : {"findings.severity.critical", "findings.severity.high"}) {
        const auto found = std::ranges::find(figures, std::string_view(name), &Figure::name);
        if (found != figures.end()) grave.entries.insert(grave.entries.end(), found->evidence.entries.begin(), found->evidence.entries.end());
    }
    std::ranges::sort(grave.entries);
    const auto again = std::ranges::unique(grave.entries);
    grave.entries.erase(again.begin(), again.end());
    rows[3] = {rows[3][0], std::to_string(value("findings.severity.critical") + value("findings.severity.high")), shown_by(grave)};
    return table({"What", "Number#", "Shown by"}, rows);
}

std::string block_found(const Context& context) {
    const Facts& facts = context.facts;
    if (facts.scans.empty()) return "Nothing has been scanned yet.\n";
    if (facts.vulnerabilities.empty()) return fmt::format("{}, and no finding.\n", counted(facts.scans.size(), "scan"));
    std::map<finding::ReportType, BySeverity> types;
    for (const V& each : facts.vulnerabilities) ++types[each.type].at(static_cast<std::size_t>(each.severity));
    std::vector<std::vector<std::string>> rows;
    for (const auto& [type, counts] : types) {
        std::vector<std::string> row{cell(type_name(type))};
        std::uint64_t all = 0;
        for (int i = static_cast<int>(Severity::critical); i >= 0; --i) {
            row.push_back(std::to_string(counts.at(static_cast<std::size_t>(i))));
            all += counts.at(static_cast<std::size_t>(i));
        }
        row.push_back(std::to_string(all));
        rows.push_back(std::move(row));
    }
    std::string text = table({"Type", "Critical#", "High#", "Medium#", "Low#", "Info#", "Unknown#", "All#"}, rows);
    text += chart_text(chart_over_time(facts), context.form) + chart_text(chart_by_place(facts, context.audience), context.form);
    if (context.audience == Audience::scanners) return text;
    const auto present = select(facts, [](const V& each) { return each.present && each.state != finding::State::dismissed; });
    if (present.empty()) return text + "Nothing of it is there any more.\n";
    if (std::ranges::any_of(present, [&](const V* each) { return context.may_tell(*each); })) text += "Still there, the gravest first:\n\n";
    return text + list_of(context, present, "");
}

std::string block_silent(const Context& context) {
    // One row for each scanner and what it looked at: a scan that was done again and found nothing again is one result.
    struct Silence {
        std::size_t scans = 0;
        const ScanFacts* last = nullptr;
        Evidence evidence;
    };
    std::map<std::pair<std::string, std::string>, Silence> silent;
    for (const ScanFacts& scan : context.facts.scans) {
        if (!scan.silent()) continue;
        Silence& each = silent[{scan.scanner, scan.target}];
        ++each.scans;
        each.last = &scan;
        each.evidence.entries.push_back(scan.entry);
    }
    std::size_t failed = 0;
    std::vector<std::vector<std::string>> broken;
    for (const ScanFacts& scan : context.facts.scans) {
        if (scan.status == "complete") continue;
        ++failed;
        if (broken.size() < kMostRows)
            broken.push_back({cell(scan.scanner), cell(scan.target), cell(scan.status), code(scan.commit.substr(0, 12)),
                              fmt::format("ledger {}", scan.entry)});
    }
    std::string text;
    if (silent.empty()) {
        text = "No scan ended without a finding.\n\n";
    } else {
        std::vector<std::vector<std::string>> rows;
        for (const auto& [key, each] : silent)
            rows.push_back({cell(key.first), cell(each.last->version), cell(key.second), std::to_string(each.scans),
                            code(each.last->commit.substr(0, 12)), to_rfc3339(each.last->ended).substr(0, 10), shown_by(each.evidence)});
        text = "These looked at everything they were given, and found nothing:\n\n" +
               table({"Scanner", "Version", "Looked at", "Scans#", "Last commit", "Last on", "Shown by"}, rows);
    }
    if (failed > 0)
        text += fmt::format("{} could not look at everything, so that silence there says nothing:\n\n", counted(failed, "scan")) +
                table({"Scanner", "Looked at", "Ended", "Commit", "Shown by"}, broken) + more_than(failed, broken.size());
    return text;
}

std::string block_fixed(const Context& context) {
    const Facts& facts = context.facts;
    std::string text = chart_text(chart_before_and_after(facts), context.form) + chart_text(chart_funnel(facts), context.form);
    std::map<std::string, const V*> known;
    for (const V& each : facts.vulnerabilities) known[each.id] = &each;
    std::vector<std::vector<std::string>> rows;
    std::size_t held = 0;
    std::size_t told = 0;
    for (const FixFacts& fix : facts.fixes) {
        const bool hidden = std::ranges::any_of(fix.vulnerabilities, [&](const std::string& id) {
            const auto found = known.find(id);
            return found == known.end() ? context.audience == Audience::everyone : !context.may_tell(*found->second);
        });
        if (hidden || (fix.is_private && context.audience == Audience::everyone)) {
            ++held;
            continue;
        }
        if (++told <= kMostRows)
            rows.push_back({cell(fix.what), cell(fix.kind), std::to_string(fix.vulnerabilities.size()), cell(plain_words(fix.state)),
                            code(fix.branch), shown_by(fix.evidence)});
    }
    if (!rows.empty()) text += table({"Change", "Class", "Findings#", "Proof", "Branch", "Shown by"}, rows) + more_than(told, rows.size());
    if (held > 0)
        text += fmt::format("{} for findings under embargo or for the private channel {} not listed here.\n\n", counted(held, "fix", "fixes"),
                            held == 1 ? "is" : "are");
    const auto gone = select(facts, [](const V& each) { return !each.present && !each.false_alarm(); });
    if (gone.empty()) return text + "No finding has gone from the project yet.\n";
    text += fmt::format("{} no longer there, as a later scan of the same scanner shows:\n\n",
                        gone.size() == 1 ? "1 finding is" : fmt::format("{} findings are", gone.size()));
    return text + list_of(context, gone, " before users had time to update");
}

std::string block_unfixed(const Context& context) {
    const Facts& facts = context.facts;
    std::map<std::string, const V*> known;
    for (const V& each : facts.vulnerabilities) known[each.id] = &each;
    struct Reason {
        std::size_t findings = 0;
        std::string example;
        Evidence evidence;
    };
    std::map<std::string, Reason> reasons;
    std::set<std::string> named;
    for (const UnfixedFacts& each : facts.unfixed) {
        const auto found = known.find(each.vulnerability);
        if (found != known.end() && !found->second->present) continue; // it was, by hand
        if (found != known.end() && found->second->state == finding::State::dismissed) continue; // below
        named.insert(each.vulnerability);
        Reason& reason = reasons[each.reason];
        ++reason.findings;
        const bool tell = context.audience != Audience::everyone || (found != known.end() && context.may_tell(*found->second));
        if (reason.example.empty() && tell) reason.example = each.why;
        reason.evidence.entries.insert(reason.evidence.entries.end(), each.evidence.entries.begin(), each.evidence.entries.end());
    }
    // What a person decided is a reason, too.
    for (const V& each : facts.vulnerabilities) {
        if (each.state != finding::State::dismissed || each.false_alarm() || !each.present || named.contains(each.id)) continue;
        Reason& reason = reasons["dismissed: " + std::string(each.dismissal ? to_string(*each.dismissal) : "")];
        ++reason.findings;
        if (reason.example.empty() && context.may_tell(each)) reason.example = each.comment;
        reason.evidence.entries.push_back(each.last_entry);
    }
    std::vector<std::vector<std::string>> rows;
    for (auto& [name, reason] : reasons) {
        std::ranges::sort(reason.evidence.entries);
        const auto again = std::ranges::unique(reason.evidence.entries);
        reason.evidence.entries.erase(again.begin(), again.end());
        rows.push_back({cell(reason_words(name)), std::to_string(reason.findings), cell(reason.example, 200), shown_by(reason.evidence)});
    }
    const auto open = select(facts, [&](const V& each) {
        return each.present && each.state != finding::State::dismissed && !named.contains(each.id) &&
               std::ranges::none_of(facts.fixes, [&](const FixFacts& fix) {
                   return std::ranges::find(fix.vulnerabilities, each.id) != fix.vulnerabilities.end();
               });
    });
    std::string text = table({"Reason", "Findings#", "For example", "Shown by"}, rows);
    if (!open.empty())
        text += fmt::format("{} neither a fix nor a reason yet.\n",
                            open.size() == 1 ? "1 finding has" : fmt::format("{} findings have", open.size()));
    return text.empty() ? "Nothing was left unfixed.\n" : text;
}

std::string block_false_alarms(const Context& context) {
    const Facts& facts = context.facts;
    std::map<std::pair<std::string, std::string>, std::pair<std::size_t, Evidence>> by_rule;
    for (const V& each : facts.vulnerabilities) {
        if (!each.false_alarm()) continue;
        auto& [count, evidence] = by_rule[{each.scanners.empty() ? "" : each.scanners.front(), each.rule}];
        ++count;
        evidence.entries.push_back(each.last_entry);
    }
    std::vector<std::vector<std::string>> rows;
    for (auto& [key, value] : by_rule) {
        std::ranges::sort(value.second.entries);
        if (rows.size() < kMostRows) rows.push_back({cell(key.first), code(key.second), std::to_string(value.first), shown_by(value.second)});
    }
    std::string text = rows.empty() ? "No finding was dismissed as a false alarm.\n\n"
                                    : table({"Scanner", "Rule", "False alarms#", "Shown by"}, rows) + more_than(by_rule.size(), rows.size());
    const auto held = [&](const BugReportFacts& each) {
        return std::ranges::any_of(facts.vulnerabilities, [&](const V& one) {
            return !context.may_tell(one) && std::ranges::find(each.vulnerabilities, one.id) != each.vulnerabilities.end();
        });
    };
    std::vector<std::vector<std::string>> reports;
    for (const BugReportFacts& each : facts.bug_reports) {
        if (reports.size() < kMostRows)
            reports.push_back({cell(each.scanner), held(each) ? "under embargo" : link(each.title, each.url), cell(plain_words(each.kind)),
                               cell(plain_words(each.state)), shown_by(each.evidence)});
    }
    if (!facts.missed.empty()) {
        std::vector<std::vector<std::string>> missed;
        for (const MissedFacts& each : facts.missed) {
            if (context.audience != Audience::everyone && missed.size() < kMostRows)
                missed.push_back({cell(each.scanner), cell(each.weakness), code(each.place), cell(each.note, 200), shown_by(each.evidence)});
        }
        text += fmt::format("{} by a person and by no scanner.{}\n\n", counted(facts.missed.size(), "weakness was seen", "weaknesses were seen"),
                            missed.empty() ? " What is not known to others is not told here." : "");
        text += table({"Scanner", "Weakness", "Place", "Why it is one", "Shown by"}, missed) +
                (missed.empty() ? "" : more_than(facts.missed.size(), missed.size()));
    }
    if (reports.empty()) return text + "Nothing was written to a scanner's team.\n";
    text += "Reports about scanners:\n\n" + table({"Scanner", "Report", "Kind", "State", "Shown by"}, reports) +
            more_than(facts.bug_reports.size(), reports.size());
    if (context.audience != Audience::scanners) return text;
    std::vector<std::vector<std::string>> alarms;
    for (const V& each : facts.vulnerabilities) {
        if (each.false_alarm() && alarms.size() < kMostRows)
            alarms.push_back({code(each.rule), cell(each.name), code(each.place), cell(each.comment, 200), code(short_id(each))});
    }
    return alarms.empty()
               ? text
               : text + "Each false alarm, and why it is one:\n\n" + table({"Rule", "Weakness", "Place", "Why it is none", "Finding"}, alarms);
}

} // namespace squire::writeup
