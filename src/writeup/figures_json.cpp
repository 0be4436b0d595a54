// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "writeup/figures.h"

namespace squire::writeup {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostEvidence = 500; // of each kind a figure; the lists below the figures have all

template <class T> Json bounded(const std::vector<T>& list) {
    Json array = Json::array();
    for (std::size_t i = 0; i < std::min(list.size(), kMostEvidence); ++i) array.push_back(list[i]);
    return array;
}

Json json_of(const Evidence& evidence) {
    Json json{
        {"entries", bounded(evidence.entries)}, {"vulnerabilities", bounded(evidence.vulnerabilities)}, {"commits", bounded(evidence.commits)}};
    const std::size_t most = std::max({evidence.entries.size(), evidence.vulnerabilities.size(), evidence.commits.size()});
    if (most > kMostEvidence)
        json["left_out"] = {{"entries", evidence.entries.size() - json["entries"].size()},
                            {"vulnerabilities", evidence.vulnerabilities.size() - json["vulnerabilities"].size()},
                            {"commits", evidence.commits.size() - json["commits"].size()}};
    return json;
}

Json json_of(const std::optional<Time>& time) { return time ? Json(to_rfc3339(*time)) : Json(); }

Json json_of(const ProjectFacts& project) {
    return {{"name", project.name},
            {"address", project.address},
            {"branch", project.branch},
            {"licence", project.licence},
            {"languages", project.languages},
            {"reasons", project.reasons},
            {"consent", project.consent},
            {"consents", project.consents},
            {"consent_until", project.consent_until},
            {"evidence", json_of(project.evidence)}};
}

Json json_of(const InternshipFacts& internship) {
    Json mentors = Json::array();
    for (const PersonFacts& each : internship.mentors) mentors.push_back(each.name);
    Json weeks = Json::array();
    for (const WeekFacts& week : internship.weeks)
        weeks.push_back({{"number", week.number},
                         {"first", week.first},
                         {"last", week.last},
                         {"plan", week.titles},
                         {"planned_hours", week.planned_hours},
                         {"spent_hours", week.spent_hours ? Json(*week.spent_hours) : Json()},
                         {"over", week.over},
                         {"reported", week.reported},
                         {"evidence", json_of(week.evidence)}});
    Json goals = Json::array();
    for (const GoalFacts& goal : internship.goals)
        goals.push_back({{"id", goal.id},
                         {"text", goal.text},
                         {"state", goal.state},
                         {"count", goal.count},
                         {"target", goal.target},
                         {"evidence", json_of(goal.evidence)}});
    return {{"id", internship.id},
            {"state", internship.state},
            {"track", internship.track},
            {"intern", internship.intern.name},
            {"mentors", mentors},
            {"start", internship.start},
            {"end", internship.end},
            {"planned_weeks", internship.planned_weeks},
            {"extension_weeks", internship.extension_weeks},
            {"weeks", weeks},
            {"goals", goals}};
}

Json json_of(const ScanFacts& scan) {
    Json present = Json::object();
    for (int i = 5; i >= 0; --i) present[to_lower(to_string(static_cast<finding::Severity>(i)))] = scan.present.at(static_cast<std::size_t>(i));
    return {{"id", scan.id},
            {"entry", scan.entry},
            {"scanner", scan.scanner},
            {"version", scan.version},
            {"target", scan.target},
            {"type", to_string(scan.type)},
            {"commit", scan.commit},
            {"status", scan.status},
            {"ended", to_rfc3339(scan.ended)},
            {"findings", scan.findings},
            {"appeared", scan.appeared},
            {"gone", scan.gone},
            {"back", scan.back},
            {"silent", scan.silent()},
            {"present_after", present}};
}

Json json_of(const VulnerabilityFacts& each, bool public_only) {
    Json json{{"id", each.id},
              {"type", to_string(each.type)},
              {"severity", to_lower(to_string(each.severity))},
              {"state", to_string(each.state)},
              {"reason", each.dismissal ? Json(to_string(*each.dismissal)) : Json()},
              {"present", each.present},
              {"first_entry", each.first_entry},
              {"first_seen", to_rfc3339(each.first_seen)},
              {"last_entry", each.last_entry},
              {"answered", json_of(each.answered)},
              {"gone", json_of(each.gone)},
              {"embargo", {{"holds", each.embargo.holds}, {"until", each.embargo.until}, {"why", each.embargo.why}}}};
    if (public_only && each.embargo.holds) return json;
    json["rule"] = each.rule;
    json["name"] = each.name;
    json["place"] = each.place;
    json["identifiers"] = each.identifiers;
    json["scanners"] = each.scanners;
    json["comment"] = each.comment;
    return json;
}

template <class List, class Of> Json list_of(const List& list, const Of& of) {
    Json array = Json::array();
    for (const auto& each : list) array.push_back(of(each));
    return array;
}

} // namespace

std::string to_json(const Facts& facts, bool public_only) {
    std::map<std::string, bool> held;
    for (const VulnerabilityFacts& each : facts.vulnerabilities) held[each.id] = public_only && each.embargo.holds;
    const auto is_held = [&](const std::vector<std::string>& ids) {
        return std::ranges::any_of(ids, [&](const std::string& id) { return held[id]; });
    };
    Json json;
    json["version"] = 1;
    json["time"] = to_rfc3339(facts.now);
    json["ledger"] = {{"entries", facts.ledger_entries}, {"head", facts.ledger_head}};
    json["project"] = json_of(facts.project);
    json["internship"] = facts.internship ? json_of(*facts.internship) : Json();
    json["figures"] = list_of(figures_of(facts), [](const Figure& each) {
        return Json{{"name", each.name}, {"value", each.value}, {"says", each.says}, {"evidence", json_of(each.evidence)}};
    });
    json["scans"] = list_of(facts.scans, [](const ScanFacts& each) { return json_of(each); });
    json["vulnerabilities"] = list_of(facts.vulnerabilities, [&](const VulnerabilityFacts& each) { return json_of(each, public_only); });
    // What a fix changes tells what was wrong; of those under embargo only what is counted is told.
    json["fixes"] = list_of(facts.fixes, [&](const FixFacts& each) {
        Json fix{{"kind", each.kind},
                 {"state", each.state},
                 {"offered", each.offered},
                 {"vulnerabilities", each.vulnerabilities},
                 {"evidence", json_of(each.evidence)}};
        if (is_held(each.vulnerabilities) || (public_only && each.is_private)) return fix;
        fix["private"] = each.is_private;
        fix["id"] = each.id;
        fix["what"] = each.what;
        fix["branch"] = each.branch;
        fix["commit"] = each.commit;
        return fix;
    });
    json["unfixed"] = list_of(facts.unfixed, [&](const UnfixedFacts& each) {
        Json unfixed{{"vulnerability", each.vulnerability}, {"reason", each.reason}, {"evidence", json_of(each.evidence)}};
        if (!is_held({each.vulnerability})) unfixed["why"] = each.why;
        return unfixed;
    });
    json["requests"] = list_of(facts.requests, [](const RequestFacts& each) {
        return Json{{"id", each.id},
                    {"form", each.form},
                    {"purpose", each.purpose},
                    {"title", each.title},
                    {"url", each.url},
                    {"state", each.state},
                    {"scanner", each.scanner},
                    {"handed_to", each.handed_to},
                    {"opened", to_rfc3339(each.opened)},
                    {"answered", json_of(each.answered)},
                    {"ended", json_of(each.ended)},
                    {"waited_days", each.waited_days},
                    {"evidence", json_of(each.evidence)}};
    });
    json["bug_reports"] = list_of(facts.bug_reports, [&](const BugReportFacts& each) {
        Json report{{"id", each.id},
                    {"scanner", each.scanner},
                    {"kind", each.kind},
                    {"state", each.state},
                    {"url", each.url},
                    {"vulnerabilities", each.vulnerabilities},
                    {"evidence", json_of(each.evidence)}};
        if (!is_held(each.vulnerabilities)) report["title"] = each.title;
        return report;
    });
    json["missed"] = list_of(facts.missed, [&](const MissedFacts& each) {
        Json missed{{"id", each.id}, {"scanner", each.scanner}, {"evidence", json_of(each.evidence)}};
        if (public_only) return missed;
        missed["weakness"] = each.weakness;
        missed["place"] = each.place;
        missed["note"] = each.note;
        return missed;
    });
    Json feedback = list_of(facts.words.feedback, [](const ScannerFeedback& each) {
        return Json{{"scanner", each.scanner}, {"worked", each.worked}, {"failed", each.failed}, {"evidence", json_of(each.evidence)}};
    });
    json["words"] = {{"takeaways", facts.words.takeaways}, {"feedback", std::move(feedback)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace squire::writeup
