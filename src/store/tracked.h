// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "finding/vulnerability.h"
#include "store/facts.h"
#include "store/vulnerabilities.h"
#include "store/vulnerability_number.h"

namespace squire::store {

/// A fact of the table event, as far as it decides what a vulnerability is.
struct EventFact {
    std::int64_t entry = 0;
    std::int64_t ordinal = 0;
    std::string vulnerability;
    Event::Kind kind = Event::Kind::appeared;
    finding::Witness witness; // empty for a move
    finding::State state = finding::State::needs_triage;
    std::optional<finding::DismissalReason> dismissal;
    std::string comment;
    std::optional<std::string> document; // formats::write_findings; nothing for a move, and where the witness sees it no more
};

[[nodiscard]] Record record_of(const EventFact& event);
[[nodiscard]] Result<EventFact> event_of(const Row& row); // of event_facts().columns

/// A vulnerability with what the store must know beside it. The same code folds events into it where they happen, where a store is imported, and
/// where it is verified.
struct Tracked {
    struct Source { // where a sighting's findings stand, beside `value.sightings`
        std::int64_t entry = 0;
        std::int64_t ordinal = 0;
        std::string document;
    };
    finding::Vulnerability value;
    std::vector<Source> sources;
    Number number = 0;
    std::int64_t last_entry = 0;

    /// The next event in the ledger's order, written at `time`. Findings are not parsed here: `parse` does it, for
    /// each sighting once.
    void apply(const EventFact& event, Time time);
    Result<void> parse();
};

/// By which a vulnerability that nobody sees any more is found again.
struct SightingKeys {
    std::int64_t fingerprint = 0;
    std::int64_t trail = 0; // 0: it leaves none
};
[[nodiscard]] SightingKeys keys_of(const finding::Finding& finding);

[[nodiscard]] Record vulnerability_record(const Tracked& tracked); // of kVulnerabilityColumns
[[nodiscard]] std::vector<Record> sighting_records(const Tracked& tracked); // of kSightingColumns, in their order

} // namespace squire::store
