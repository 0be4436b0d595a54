// SPDX-License-Identifier: MIT
#include "store/tracked.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "formats/own_json.h"
#include "store/text_key.h"
#include "tracking/trail.h"

namespace squire::store {
namespace {

constexpr std::array<std::string_view, 5> kKinds{"appeared", "changed", "gone", "back", "moved"};

std::uint32_t line_of(const finding::Finding& finding) {
    if (const auto* code = std::get_if<finding::CodeLocation>(&finding.location)) return code->range.start_line;
    if (const auto* secret = std::get_if<finding::SecretLocation>(&finding.location)) return secret->range.start_line;
    return 0;
}

} // namespace

std::string_view to_string(Event::Kind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

Record record_of(const EventFact& event) {
    Record record{event.entry,
                  event.ordinal,
                  event.vulnerability,
                  std::string(to_string(event.kind)),
                  event.witness.scanner,
                  event.witness.target,
                  std::string(finding::to_string(event.state)),
                  std::string(event.dismissal ? finding::to_string(*event.dismissal) : ""),
                  event.comment};
    record.push_back(event.document ? Cell(*event.document) : Cell());
    return record;
}

Result<EventFact> event_of(const Row& row) {
    const auto kind = std::ranges::find(kKinds, row.text(3));
    const auto state = finding::parse_state(row.text(6));
    const auto dismissal = finding::parse_dismissal_reason(row.text(7));
    const bool in_order = row.integer(1) >= 0 && row.integer(1) < kMostOrdinals;
    if (kind == kKinds.end() || !state || !in_order || (*state == finding::State::dismissed) != dismissal.has_value()) {
        return fail(ErrorKind::malformed, fmt::format("event {} of ledger entry {} makes no sense", row.integer(1), row.integer(0)), "",
                    "squire ledger verify tells more");
    }
    EventFact event{.entry = row.integer(0),
                    .ordinal = row.integer(1),
                    .vulnerability = std::string(row.text(2)),
                    .kind = static_cast<Event::Kind>(kind - kKinds.begin()),
                    .witness = {.scanner = std::string(row.text(4)), .target = std::string(row.text(5))},
                    .state = *state,
                    .dismissal = dismissal,
                    .comment = std::string(row.text(8))};
    if (!row.is_null(9)) event.document = row.text(9);
    return event;
}

void Tracked::apply(const EventFact& event, Time time) {
    if (value.id.empty()) {
        value.id = event.vulnerability;
        number = number_of(event.entry, event.ordinal);
        value.first_entry = event.entry;
        value.first_seen = time;
    }
    value.state = event.state;
    value.dismissal = event.dismissal;
    last_entry = event.entry;
    if (event.kind == Event::Kind::moved) return;
    auto sighting = std::ranges::lower_bound(value.sightings, event.witness, {}, &finding::Sighting::witness);
    const auto at = sighting - value.sightings.begin();
    if (sighting == value.sightings.end() || sighting->witness != event.witness) {
        sighting = value.sightings.insert(sighting, {.witness = event.witness});
        sources.insert(sources.begin() + at, Source{});
    }
    sighting->present = event.document.has_value(); // who sees it no more has nothing to say of it
    sighting->last_entry = event.entry;
    if (!event.document) return;
    sources[static_cast<std::size_t>(at)] = {event.entry, event.ordinal, *event.document};
    sighting->findings.clear();
}

Result<void> Tracked::parse() {
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (!value.sightings[i].findings.empty()) continue;
        auto findings = formats::read_findings(sources[i].document);
        if (!findings) return std::unexpected(std::move(findings.error()));
        if (findings->empty() || findings->front().identifiers.empty())
            return fail(ErrorKind::malformed, fmt::format("vulnerability {} holds no finding", value.id), "", "squire ledger verify tells more");
        value.sightings[i].findings = std::move(*findings);
    }
    if (value.sightings.empty())
        return fail(ErrorKind::malformed, fmt::format("nobody has seen vulnerability {}", value.id), "", "squire ledger verify tells more");
    return {};
}

SightingKeys keys_of(const finding::Finding& finding) {
    const std::string trail = storable(tracking::trail_of(finding));
    return {.fingerprint = text_key(fmt::format("{} {}", finding::to_string(finding.type), storable(finding.fingerprint))),
            .trail = trail.empty() ? 0 : text_key(trail)};
}

Record vulnerability_record(const Tracked& tracked) {
    const finding::Vulnerability& it = tracked.value;
    const finding::Finding& finding = it.finding();
    return {tracked.number,
            it.id,
            head_of_id(it.id),
            std::string(finding::to_string(finding.type)),
            std::string(finding::to_string(it.state)),
            std::string(it.dismissal ? finding::to_string(*it.dismissal) : ""),
            std::int64_t{it.present()},
            static_cast<std::int64_t>(it.severity()),
            storable_key(finding.rule()),
            storable(finding.name),
            storable_key(finding::file_of(finding)),
            std::int64_t{line_of(finding)},
            storable(finding::place_of(finding)),
            std::int64_t{it.first_seen.time_since_epoch().count()},
            tracked.last_entry};
}

std::vector<Record> sighting_records(const Tracked& tracked) {
    std::vector<Record> records;
    for (std::size_t i = 0; i < tracked.value.sightings.size(); ++i) {
        const finding::Sighting& sighting = tracked.value.sightings[i];
        const SightingKeys keys = keys_of(sighting.findings.front());
        records.push_back({tracked.number, sighting.witness.scanner, sighting.witness.target, std::int64_t{sighting.present}, keys.fingerprint,
                           keys.trail, sighting.last_entry, tracked.sources[i].entry, tracked.sources[i].ordinal});
    }
    return records;
}

} // namespace squire::store
