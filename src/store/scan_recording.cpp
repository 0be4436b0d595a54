// SPDX-License-Identifier: MIT
//
// Only what changed is written: a vulnerability that a scan finds just as it was leaves no row, so that the five-hundredth scan of a project costs what
// changed since the one before. The scan's own row has the counts, and a reader knows from the events when something was there.
#include "store/scan_recording.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "formats/own_json.h"
#include "store/scan_table.h"
#include "store/terms.h"
#include "store/tracked.h"
#include "store/vulnerability_table.h"

namespace squire::store {
namespace {

std::string id_of(std::string_view kind, std::int64_t entry, std::initializer_list<ledger::Value> parts) {
    std::string bytes;
    ledger::append_field(bytes, kind);
    ledger::append_field(bytes, entry);
    for (const ledger::Value& part : parts) ledger::append_field(bytes, part);
    return to_hex(sha256(bytes)).substr(0, 40);
}

std::int64_t seconds(Time time) { return time.time_since_epoch().count(); }

class Recording {
public:
    Recording(const ScanToRecord& scan, std::vector<Tracked> known, Append& append) : scan_(scan), known_(std::move(known)), append_(append) {
        for (std::size_t i = 0; i < known_.size(); ++i) index_.emplace(known_[i].value.id, i);
    }

    Result<void> apply(const Verdict& verdict);

    std::vector<EventFact> events;
    std::vector<Tracked> changed; // those with an event, as they are now
    std::vector<Record> before; // beside `changed`: their rows as they were; empty for what is new
    std::uint64_t appeared = 0, still = 0, gone = 0, back = 0;

private:
    Result<void> match(const Verdict::Match& match);
    Result<void> lose(const std::string& id);
    Result<std::string> document_of(const Verdict::Match& match);
    Result<void> happen(Tracked& tracked, EventFact event, std::span<const std::size_t> findings = {});

    const ScanToRecord& scan_;
    const finding::Witness witness_{storable(scan_.witness.scanner), storable(scan_.witness.target)};
    std::vector<Tracked> known_;
    Append& append_;
    std::unordered_map<std::string, std::size_t> index_;
    std::unordered_set<std::string> touched_;
    std::vector<bool> used_;
};

Result<std::string> Recording::document_of(const Verdict::Match& match) {
    std::vector<finding::Finding> findings;
    for (const std::size_t each : match.findings) {
        if (each >= used_.size() || used_[each]) return fail(ErrorKind::usage, fmt::format("finding {} is not there, or in two matches", each));
        used_[each] = true;
        findings.push_back(scan_.report.findings[each]);
        if (findings.back().identifiers.empty()) return fail(ErrorKind::usage, fmt::format("finding {} has no identifier", each));
    }
    if (findings.empty()) return fail(ErrorKind::usage, "a match without findings");
    return formats::write_findings(findings);
}

// Whether the document holds the findings as they were given: nothing had to be made storable.
bool is_faithful(std::string_view document) { return !document.contains("\uFFFD") && !document.contains("\\u0000"); }

Result<void> Recording::happen(Tracked& tracked, EventFact event, std::span<const std::size_t> findings) {
    event.entry = append_.sequence();
    event.ordinal = static_cast<std::int64_t>(events.size());
    event.witness = witness_;
    before.push_back(tracked.number == 0 ? Record{} : vulnerability_record(tracked));
    tracked.apply(event, append_.time());
    if (!findings.empty() && is_faithful(*event.document)) { // spares parsing what was written a moment ago
        auto& given = std::ranges::find(tracked.value.sightings, witness_, &finding::Sighting::witness)->findings;
        for (const std::size_t each : findings) given.push_back(scan_.report.findings[each]);
    }
    if (auto parsed = tracked.parse(); !parsed) return parsed;
    changed.push_back(std::move(tracked));
    events.push_back(std::move(event));
    return {};
}

Result<void> Recording::match(const Verdict::Match& match) {
    auto document = document_of(match);
    if (!document) return std::unexpected(std::move(document.error()));
    if (match.vulnerability.empty()) {
        ++appeared;
        const finding::Finding& first = scan_.report.findings[match.findings.front()];
        Tracked made;
        return happen(made,
                      {.vulnerability = id_of(
                           "vulnerability", append_.sequence(),
                           {static_cast<std::int64_t>(events.size()), finding::to_string(first.type), std::string_view(first.fingerprint)}),
                       .kind = Event::Kind::appeared,
                       .document = std::move(*document)},
                      match.findings);
    }
    const auto found = index_.find(match.vulnerability);
    if (found == index_.end() || !touched_.insert(match.vulnerability).second)
        return fail(ErrorKind::usage, fmt::format("vulnerability {} is not known, or in two matches", match.vulnerability));
    Tracked& tracked = known_[found->second];
    const bool was_present = tracked.value.present();
    ++(was_present ? still : back);
    const bool resolved = tracked.value.state == finding::State::resolved; // and seen again: GitLab's rule
    const auto sighting = std::ranges::find(tracked.value.sightings, witness_, &finding::Sighting::witness);
    if (was_present && !resolved && sighting != tracked.value.sightings.end() && sighting->present &&
        tracked.sources[static_cast<std::size_t>(sighting - tracked.value.sightings.begin())].document == *document)
        return {};
    return happen(tracked,
                  {.vulnerability = match.vulnerability,
                   .kind = was_present ? Event::Kind::changed : Event::Kind::back,
                   .state = resolved ? finding::State::needs_triage : tracked.value.state,
                   .dismissal = tracked.value.dismissal,
                   .comment = resolved ? "seen again after it was resolved" : "",
                   .document = std::move(*document)},
                  match.findings);
}

Result<void> Recording::lose(const std::string& id) {
    const auto found = index_.find(id);
    if (found == index_.end() || !touched_.insert(id).second)
        return fail(ErrorKind::usage, fmt::format("vulnerability {} is not known, or both seen and gone", id));
    Tracked& tracked = known_[found->second];
    const auto& sightings = tracked.value.sightings;
    const auto own = std::ranges::find(sightings, witness_, &finding::Sighting::witness);
    if (own == sightings.end() || !own->present)
        return fail(ErrorKind::usage, fmt::format("vulnerability {} cannot be gone: {} did not see it before", id, scan_.witness.scanner));
    const bool last = std::ranges::count(sightings, true, &finding::Sighting::present) == 1;
    if (last) ++gone;
    return happen(tracked, {.vulnerability = id,
                            .kind = last ? Event::Kind::gone : Event::Kind::changed,
                            .state = tracked.value.state,
                            .dismissal = tracked.value.dismissal});
}

Result<void> Recording::apply(const Verdict& verdict) {
    if (!verdict.gone.empty() && scan_.status != ScanStatus::complete)
        return fail(ErrorKind::usage, "nothing can be gone after a scan that was not complete");
    used_.assign(scan_.report.findings.size(), false);
    for (const Verdict::Match& each : verdict.matches)
        if (auto done = match(each); !done) return done;
    for (const std::string& each : verdict.gone)
        if (auto done = lose(each); !done) return done;
    if (std::ranges::find(used_, false) != used_.end()) return fail(ErrorKind::usage, "the verdict leaves out a finding");
    return {};
}

Record scan_row(const ScanRecord& scan) {
    return {scan.id,
            scan.entry,
            scan.witness.scanner,
            scan.scanner_version,
            scan.witness.target,
            std::string(finding::to_string(scan.type)),
            scan.provenance.repository,
            scan.provenance.revision,
            scan.provenance.branch,
            std::string(to_string(scan.status)),
            scan.report_digest,
            seconds(scan.started),
            seconds(scan.ended),
            static_cast<std::int64_t>(scan.findings),
            static_cast<std::int64_t>(scan.appeared),
            static_cast<std::int64_t>(scan.still),
            static_cast<std::int64_t>(scan.gone),
            static_cast<std::int64_t>(scan.back)};
}

constexpr std::array<std::string_view, 3> kPresenceColumns{"number", "present", "last_entry"};

std::size_t column(std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(kVulnerabilityColumns, name) - kVulnerabilityColumns.begin());
}

// Whether nothing else of a vulnerability is different: then the indexes on ids and files, where rows are spread evenly, are left alone.
bool differ_by_presence_alone(const Record& before, const Record& after) {
    Record same = after;
    for (const std::string_view name : std::span(kPresenceColumns).subspan(1)) same[column(name)] = before[column(name)];
    return before == same;
}

Result<void> remove(Database& database, std::string_view table, std::span<const Record> rows) {
    constexpr std::size_t kAtOnce = 500;
    for (std::size_t from = 0; from < rows.size(); from += kAtOnce) {
        std::string numbers;
        for (const Record& row : rows.subspan(from, std::min(kAtOnce, rows.size() - from)))
            numbers += fmt::format("{}{}", numbers.empty() ? "" : ", ", std::get<std::int64_t>(row.front()));
        if (auto removed = database.run(fmt::format("DELETE FROM {} WHERE number IN ({})", table, numbers)); !removed) return removed;
    }
    return {};
}

// What is new or not as it was before, table by table: the same bulk insertion for one and for twenty thousand, where an UPDATE each would be a round
// trip each. In the order of keys, so that each index is written from one end to the other.
Result<void> store_changed(Database& database, const Recording& recording) {
    std::vector<Record> replaced; // as they were
    std::vector<Record> vulnerabilities;
    std::vector<Record> present;
    std::vector<Record> known; // number alone
    std::vector<Record> sightings;
    std::vector<Record> history;
    for (std::size_t i = 0; i < recording.changed.size(); ++i) {
        const Tracked& each = recording.changed[i];
        const Record& before = recording.before[i];
        Record record = vulnerability_record(each);
        history.push_back({each.number, recording.events[i].entry, recording.events[i].ordinal});
        std::ranges::move(sighting_records(each), std::back_inserter(sightings));
        if (!before.empty()) known.push_back({each.number});
        if (!before.empty() && differ_by_presence_alone(before, record)) {
            present.push_back({each.number, record[column("present")], record[column("last_entry")]});
            continue;
        }
        if (!before.empty()) replaced.push_back(before);
        vulnerabilities.push_back(std::move(record));
    }
    for (std::vector<Record>* rows : {&vulnerabilities, &present, &known, &sightings, &history}) std::ranges::sort(*rows);
    if (auto removed = remove(database, "vulnerability", replaced); !removed) return removed;
    if (auto removed = remove(database, "sighting", known); !removed) return removed;
    if (auto stored = insert(database, "vulnerability", kVulnerabilityColumns, vulnerabilities); !stored) return stored;
    if (auto stored = update(database, "vulnerability", kPresenceColumns, present); !stored) return stored;
    if (auto stored = insert(database, "sighting", kSightingColumns, sightings); !stored) return stored;
    if (auto stored = insert(database, "history", kHistoryColumns, history); !stored) return stored;
    const std::vector<Term> terms = terms_of(vulnerabilities);
    if (auto added = add_terms(database, terms); !added) return added;
    std::vector<Term> unused;
    std::ranges::set_difference(terms_of(replaced), terms, std::back_inserter(unused));
    return drop_unused_terms(database, unused);
}

} // namespace

Result<ScanRecord> record_scan(Database& database, const ScanToRecord& scan, const Judge& judge, std::string_view actor, Time now) {
    auto append = Append::begin(database, now);
    if (!append) return std::unexpected(std::move(append.error()));
    const finding::Report& report = scan.report;
    std::vector<Tracked> tracked;
    Verdict verdict;
    if (scan.status != ScanStatus::failed) {
        auto known = load_known(database, report);
        if (!known) return std::unexpected(std::move(known.error()));
        tracked = std::move(*known);
        std::vector<finding::Vulnerability> values;
        values.reserve(tracked.size());
        for (const Tracked& each : tracked) values.push_back(each.value);
        auto judged = judge(values);
        if (!judged) return std::unexpected(std::move(judged.error()));
        verdict = std::move(*judged);
    }
    Recording recording(scan, std::move(tracked), *append);
    if (scan.status != ScanStatus::failed)
        if (auto applied = recording.apply(verdict); !applied) return std::unexpected(std::move(applied.error()));

    ScanRecord record{
        .entry = append->sequence(),
        .witness = {storable(scan.witness.scanner), storable(scan.witness.target)},
        .scanner_version = storable(report.scanner.version),
        .type = report.type,
        .provenance = {storable(report.provenance.repository), storable(report.provenance.revision), storable(report.provenance.branch)},
        .status = scan.status,
        .report_digest = storable(scan.report_digest),
        .started = report.start_time,
        .ended = report.end_time,
        .findings = report.findings.size(),
        .appeared = recording.appeared,
        .still = recording.still,
        .gone = recording.gone,
        .back = recording.back};
    record.id = id_of("scan", record.entry,
                      {std::string_view(record.witness.scanner), std::string_view(record.witness.target),
                       std::string_view(record.provenance.revision), std::string_view(record.report_digest)});
    append->add(scan_facts(), scan_row(record));
    for (const EventFact& event : recording.events) append->add(event_facts(), record_of(event));
    auto written = append->write(
        database, {.actor = std::string(actor), .verb = "scan.recorded", .kind = "scan", .object = record.id, .evidence = evidence_of(record)});
    if (!written) return std::unexpected(std::move(written.error()));
    if (auto stored = store_changed(database, recording); !stored) return std::unexpected(std::move(stored.error()));
    return record;
}

} // namespace squire::store
