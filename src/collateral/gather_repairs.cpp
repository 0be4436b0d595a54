// SPDX-License-Identifier: MIT
#include "collateral/gather_repairs.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "workspace/bug_records.h"

namespace squire::collateral {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool flag_of(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_boolean() && found->get<bool>();
}

// Findings are named by fingerprint, as a report has them, or by the vulnerability's own id.
std::vector<std::string> vulnerabilities_of(const Json& json, const char* name, const FindingIndex& index) {
    std::vector<std::string> ids;
    const auto found = json.find(name);
    if (found == json.end()) return ids;
    const auto add = [&](const Json& each) {
        if (!each.is_string()) return;
        const auto& word = each.get_ref<const std::string&>();
        const auto known = index.find(word);
        ids.push_back(known == index.end() ? word : known->second);
    };
    if (found->is_array()) std::ranges::for_each(*found, add);
    add(*found);
    std::ranges::sort(ids);
    const auto again = std::ranges::unique(ids);
    ids.erase(again.begin(), again.end());
    return ids;
}

// Calls `take` with each object of the kind whose document is an object.
template <class Take> Result<void> each_object(const store::Store& store, const char* kind, const Take& take) {
    const auto objects = store.objects(kind);
    if (!objects) return std::unexpected(objects.error());
    for (const store::Object& object : *objects) {
        const Json json = Json::parse(object.document, nullptr, false);
        if (json.is_object()) take(object, json);
    }
    return {};
}

// One branch of one or more fixes; a fix that is known by itself learns where it is.
void take_offer(const store::Object& object, const Json& json, const FindingIndex& index, writeup::Facts& facts) {
    const std::string branch = text_of(json, "branch");
    const std::string commit = text_of(json, "commit");
    bool known = false;
    if (const auto proposals = json.find("proposals"); proposals != json.end() && proposals->is_array()) {
        for (writeup::FixFacts& fix : facts.fixes) {
            if (std::ranges::find(*proposals, Json(fix.id)) == proposals->end()) continue;
            known = true;
            fix.branch = branch;
            fix.commit = commit;
            fix.offered = true;
            fix.is_private = fix.is_private || flag_of(json, "private");
            fix.evidence.entries.push_back(object.entry);
            if (!commit.empty()) fix.evidence.commits = {commit};
        }
    }
    if (known) return;
    writeup::FixFacts fix{.id = object.id,
                          .what = text_of(json, "title"),
                          .kind = text_of(json, "class"),
                          .state = text_of(json, "verdict"),
                          .vulnerabilities = vulnerabilities_of(json, "findings", index),
                          .branch = branch,
                          .commit = commit,
                          .offered = true,
                          .is_private = flag_of(json, "private")};
    fix.evidence = {.entries = {object.entry}, .vulnerabilities = fix.vulnerabilities};
    if (!commit.empty()) fix.evidence.commits.push_back(commit);
    facts.fixes.push_back(std::move(fix));
}

// The ledger entries of each object of a kind.
Result<std::map<std::string, std::vector<std::int64_t>>> entries_of(const store::Store& store, const char* kind) {
    const auto ledger = store.ledger({.kind = kind});
    if (!ledger) return std::unexpected(ledger.error());
    std::map<std::string, std::vector<std::int64_t>> entries;
    for (const ledger::Entry& entry : *ledger) entries[entry.object].push_back(entry.sequence);
    return entries;
}

Result<void> gather_bugs(const store::Store& store, writeup::Facts& facts) {
    const auto records = workspace::bug_records(store);
    if (!records) return std::unexpected(records.error());
    const auto entries = entries_of(store, "bug_report");
    if (!entries) return std::unexpected(entries.error());
    for (const workspace::BugRecord& record : *records) {
        writeup::BugReportFacts report{.id = record.id,
                                       .scanner = record.scanner,
                                       .title = record.title,
                                       .kind = record.kind,
                                       .url = record.url,
                                       .state = std::string(to_string(record.state()))};
        if (!record.vulnerability.empty()) report.vulnerabilities = {record.vulnerability};
        if (const auto found = entries->find(record.id); found != entries->end()) report.evidence.entries = found->second;
        report.evidence.vulnerabilities = report.vulnerabilities;
        // The same report as a contribution to the internship, which is told once.
        const auto twin = record.contribution.empty() ? facts.bug_reports.end()
                                                      : std::ranges::find(facts.bug_reports, record.contribution, &writeup::BugReportFacts::id);
        if (twin != facts.bug_reports.end()) {
            report.evidence.entries.insert(report.evidence.entries.end(), twin->evidence.entries.begin(), twin->evidence.entries.end());
            std::ranges::sort(report.evidence.entries);
            *twin = std::move(report);
        } else {
            facts.bug_reports.push_back(std::move(report));
        }
    }
    std::ranges::sort(facts.bug_reports, {}, [](const writeup::BugReportFacts& each) { return std::tuple(each.scanner, each.title, each.id); });
    const auto missed = workspace::missed_weaknesses(store);
    if (!missed) return std::unexpected(missed.error());
    const auto marks = entries_of(store, "missed_weakness");
    if (!marks) return std::unexpected(marks.error());
    for (const workspace::MissedWeakness& each : *missed) {
        writeup::MissedFacts weakness{.id = each.id,
                                      .scanner = each.scanner,
                                      .weakness = each.cwe == 0 ? "" : fmt::format("CWE-{}", each.cwe),
                                      .place = fmt::format("{}:{}", each.file, each.line),
                                      .note = each.note};
        if (const auto found = marks->find(each.id); found != marks->end()) weakness.evidence.entries = found->second;
        facts.missed.push_back(std::move(weakness));
    }
    return {};
}

} // namespace

Result<void> gather_repairs(const store::Store& store, const FindingIndex& index, writeup::Facts& facts) {
    auto done = each_object(store, "fix", [&](const store::Object& object, const Json& json) {
        writeup::FixFacts fix{.id = object.id,
                              .what = text_of(json, "what"),
                              .kind = text_of(json, "class"),
                              .state = text_of(json, "verdict"),
                              .vulnerabilities = vulnerabilities_of(json, "findings", index),
                              .branch = text_of(json, "branch"),
                              .commit = text_of(json, "commit"),
                              .is_private = flag_of(json, "private")};
        if (fix.state.empty()) fix.state = "proposed";
        fix.offered = !fix.branch.empty();
        fix.evidence = {.entries = {object.entry}, .vulnerabilities = fix.vulnerabilities};
        if (!fix.commit.empty()) fix.evidence.commits.push_back(fix.commit);
        facts.fixes.push_back(std::move(fix));
    });
    if (!done) return done;
    done = each_object(store, "fix_offer", [&](const store::Object& object, const Json& json) { take_offer(object, json, index, facts); });
    if (!done) return done;
    done = each_object(store, "unfixed", [&](const store::Object& object, const Json& json) {
        const auto vulnerabilities = vulnerabilities_of(json, "finding", index);
        facts.unfixed.push_back({.vulnerability = vulnerabilities.empty() ? object.id : vulnerabilities.front(),
                                 .reason = text_of(json, "reason"),
                                 .why = text_of(json, "why"),
                                 .evidence = {.entries = {object.entry}, .vulnerabilities = vulnerabilities}});
    });
    if (!done) return done;
    return gather_bugs(store, facts);
}

} // namespace squire::collateral
