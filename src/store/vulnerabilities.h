// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "finding/vulnerability.h"

namespace squire::store {

enum class Sort : std::uint8_t {
    severity, // the gravest first, then the newest
    newest,
    oldest,
    path, // by file and line
};

/// What is not set does not filter.
struct VulnerabilityFilter {
    std::optional<finding::Severity> at_least;
    std::vector<finding::ReportType> types; // any of them
    std::vector<finding::State> states;     // any of them
    std::optional<bool> present;            // whether a witness still sees it
    std::string path;                       // a file, a folder ("src/"), or a glob: '*' any run of characters, also '/'; '?' one
    std::string rule;                       // equal
    std::string text;                       // in name, rule or file, ignoring the case of ASCII letters
    std::optional<Time> seen_since;         // first seen at or after
    std::optional<Time> seen_before;        // first seen before: "older than"
    std::int64_t after_entry = 0;           // first seen in a scan recorded after this ledger entry: "new since"
    Sort sort = Sort::severity;
    std::uint32_t limit = 100; // 0: all
    std::string after;         // the id of the last row of the page before; empty: the first page
};

/// What a list shows of a vulnerability.
struct VulnerabilityRow {
    std::string id;
    finding::ReportType type = finding::ReportType::sast;
    finding::State state = finding::State::needs_triage;
    std::optional<finding::DismissalReason> dismissal;
    bool present = false;
    finding::Severity severity = finding::Severity::unknown;
    std::string rule, name, file;
    std::uint32_t line = 0;
    std::string place;            // "src/a.py:12", "app 1.2.3"
    std::int64_t first_entry = 0; // the ledger's
    Time first_seen{};
    std::int64_t last_entry = 0; // of what happened to it last
    friend bool operator==(const VulnerabilityRow&, const VulnerabilityRow&) = default;
};

/// Somebody decides.
struct Move {
    std::string vulnerability; // its whole id
    finding::State from = finding::State::needs_triage;
    finding::State to = finding::State::needs_triage;
    std::optional<finding::DismissalReason> dismissal; // exactly where `to` is dismissed
    std::string comment;                               // why; a dismissal needs one
};

/// Something happened to a vulnerability.
struct Event {
    enum class Kind : std::uint8_t {
        appeared, // a scan brought it
        changed,  // a scan says something new of it: lines moved, another witness, one of two witnesses sees it no more
        gone,     // the last witness sees it no more
        back,     // seen again after it was gone
        moved,    // somebody decided
    };
    std::int64_t entry = 0; // the ledger's: who, when, and the scan
    std::string vulnerability;
    Kind kind = Kind::appeared;
    finding::Witness witness; // empty for a move
    finding::State state = finding::State::needs_triage; // from now on
    std::optional<finding::DismissalReason> dismissal;
    std::string comment;
    std::vector<finding::Finding> findings; // what the witness says now; empty where that is as before
    std::string actor;
    Time time{};
    std::string scan; // its id; empty for a move
    std::string commit;
    friend bool operator==(const Event&, const Event&) = default;
};

[[nodiscard]] std::string_view to_string(Event::Kind kind);

} // namespace squire::store
