// SPDX-License-Identifier: MIT
#include "collateral/gather_scans.h"

#include <algorithm>
#include <limits>
#include <set>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "collateral/embargo.h"
#include "writeup/embargo.h"

namespace squire::collateral {
namespace {

using writeup::Facts;
using writeup::VulnerabilityFacts;
using Places = std::unordered_map<std::string, std::size_t>; // where in facts.vulnerabilities an id stands

writeup::ScanFacts facts_of(const store::ScanRecord& scan) {
    return {.id = scan.id,
            .entry = scan.entry,
            .scanner = scan.witness.scanner,
            .version = scan.scanner_version,
            .target = scan.witness.target,
            .type = scan.type,
            .commit = scan.provenance.revision,
            .status = std::string(store::to_string(scan.status)),
            .ended = scan.ended,
            .findings = scan.findings,
            .appeared = scan.appeared,
            .gone = scan.gone,
            .back = scan.back};
}

VulnerabilityFacts facts_of(const store::VulnerabilityRow& row) {
    return {.id = row.id,
            .type = row.type,
            .severity = row.severity,
            .state = row.state,
            .dismissal = row.dismissal,
            .present = row.present,
            .rule = row.rule,
            .name = row.name,
            .file = row.file,
            .place = row.place,
            .first_entry = row.first_entry,
            .first_seen = row.first_seen,
            .last_entry = row.last_entry};
}

void add_unique(std::vector<std::string>& list, const std::string& word) {
    if (!word.empty() && std::ranges::find(list, word) == list.end()) list.push_back(word);
}

// What scans said over time: who saw what, when it went, and how many there were after each.
void follow(const std::vector<store::Event>& events, Facts& facts, const Places& places, FindingIndex& index) {
    std::vector<bool> present(facts.vulnerabilities.size(), false);
    writeup::BySeverity now{};
    std::size_t at = 0;
    for (writeup::ScanFacts& scan : facts.scans) {
        for (; at < events.size() && events[at].entry <= scan.entry; ++at) {
            const store::Event& event = events[at];
            const auto found = places.find(event.vulnerability);
            if (found == places.end()) continue;
            VulnerabilityFacts& vulnerability = facts.vulnerabilities[found->second];
            add_unique(vulnerability.scanners, event.witness.scanner);
            for (const finding::Finding& finding : event.findings) {
                if (!finding.fingerprint.empty()) index.emplace(finding.fingerprint, vulnerability.id);
                for (const finding::Identifier& each : finding.identifiers) {
                    if (&each != &finding.identifiers.front()) add_unique(vulnerability.identifiers, each.name);
                }
            }
            if (vulnerability.false_alarm()) continue;
            const bool gone = event.kind == store::Event::Kind::gone;
            if (gone) {
                vulnerability.gone = event.time;
                if (!vulnerability.answered) vulnerability.answered = event.time;
            }
            const bool here = !gone;
            std::uint64_t& count = now.at(static_cast<std::size_t>(vulnerability.severity));
            if (here && !present[found->second]) ++count;
            if (!here && present[found->second]) --count;
            present[found->second] = here;
        }
        scan.present = now;
    }
}

void decide(std::span<const ledger::Entry> entries, Facts& facts, const Places& places) {
    for (const ledger::Entry& entry : entries) {
        if (entry.kind != "vulnerability") continue;
        const auto found = places.find(entry.object);
        if (found == places.end()) continue;
        VulnerabilityFacts& vulnerability = facts.vulnerabilities[found->second];
        if (!vulnerability.answered || entry.time < *vulnerability.answered) vulnerability.answered = entry.time;
        const auto evidence = nlohmann::json::parse(entry.evidence, nullptr, false);
        if (evidence.is_object() && evidence.contains("comment") && evidence["comment"].is_string())
            vulnerability.comment = evidence["comment"].get<std::string>();
    }
}

Result<void> keep_back(const store::Store& store, Facts& facts) {
    const auto kept = store.objects("embargo");
    if (!kept) return std::unexpected(kept.error());
    std::set<std::string_view> decided;
    for (const store::Object& object : *kept) decided.insert(object.id);
    for (VulnerabilityFacts& each : facts.vulnerabilities) {
        writeup::Embargo embargo;
        if (decided.contains(each.id)) {
            const auto own = embargo_in(store, each.id);
            if (!own) return std::unexpected(own.error());
            embargo = own->value_or(embargo);
        }
        each.embargo = writeup::embargo_of(each, embargo, facts.now);
    }
    return {};
}

} // namespace

Result<void> gather_scans(const store::Store& store, std::span<const ledger::Entry> entries, Facts& facts, FindingIndex& index) {
    auto scans = store.scans();
    if (!scans) return std::unexpected(scans.error());
    std::ranges::sort(*scans, {}, &store::ScanRecord::entry);
    for (const store::ScanRecord& scan : *scans) facts.scans.push_back(facts_of(scan));
    store::VulnerabilityFilter all;
    all.limit = 0;
    const auto rows = store.list(all);
    if (!rows) return std::unexpected(rows.error());
    for (const store::VulnerabilityRow& row : *rows) facts.vulnerabilities.push_back(facts_of(row));
    // Not in the order in which scans brought them: places do not depend on who scanned first.
    std::ranges::sort(facts.vulnerabilities, [](const VulnerabilityFacts& left, const VulnerabilityFacts& right) {
        return std::tuple(-static_cast<int>(left.severity), left.place, left.rule, left.id) <
               std::tuple(-static_cast<int>(right.severity), right.place, right.rule, right.id);
    });
    Places places;
    for (std::size_t i = 0; i < facts.vulnerabilities.size(); ++i) places.emplace(facts.vulnerabilities[i].id, i);
    auto events = store.events(0, std::numeric_limits<std::int64_t>::max());
    if (!events) return std::unexpected(events.error());
    std::ranges::stable_sort(*events, {}, &store::Event::entry);
    follow(*events, facts, places, index);
    for (VulnerabilityFacts& each : facts.vulnerabilities) {
        std::ranges::sort(each.scanners);
        if (each.present) each.gone.reset();
    }
    decide(entries, facts, places);
    return keep_back(store, facts);
}

} // namespace squire::collateral
