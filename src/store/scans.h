// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "finding/report.h"
#include "finding/vulnerability.h"

namespace squire::store {

enum class ScanStatus : std::uint8_t {
    complete, // all of the target was looked at: what is not listed is not there
    partial,  // what is listed is there; nothing follows from what is not
    failed,   // nothing follows from it
};

[[nodiscard]] std::string_view to_string(ScanStatus status);

/// `failed` for a report that says so; `partial` where a message says that something could not be looked at.
[[nodiscard]] ScanStatus status_of(const finding::Report& report);

/// A scan that has ended. Findings come redacted: the store keeps what it is given.
struct ScanToRecord {
    finding::Witness witness; // the scanner's id, and what it looked at
    const finding::Report& report;
    ScanStatus status = ScanStatus::failed;
    std::string report_digest; // SHA-256 of the report file, hexadecimal; may be empty
};

/// What a report means for the vulnerabilities that are known.
struct Verdict {
    struct Match {
        std::string vulnerability;         // its id; empty: a new one
        std::vector<std::size_t> findings; // indexes into the report's; never empty. Each finding is in exactly one match
    };
    std::vector<Match> matches;
    std::vector<std::string> gone; // ids of known ones that this witness has seen before and sees no more
};

/// Decides, from what is known: every vulnerability of the report's type that some witness still sees, and those seen no more that have one of the
/// report's fingerprints; by id.
using Judge = std::function<Result<Verdict>(std::span<const finding::Vulnerability> known)>;

/// A scan as it was recorded.
struct ScanRecord {
    std::string id; // 40 hexadecimal digits
    std::int64_t entry = 0; // the ledger's
    finding::Witness witness;
    std::string scanner_version;
    finding::ReportType type = finding::ReportType::sast;
    finding::Provenance provenance;
    ScanStatus status = ScanStatus::failed;
    std::string report_digest;
    Time started{}, ended{};
    std::uint64_t findings = 0;
    std::uint64_t appeared = 0, still = 0, gone = 0, back = 0; // vulnerabilities
    friend bool operator==(const ScanRecord&, const ScanRecord&) = default;
};

struct ScanFilter {
    std::string scanner, target, commit; // equal; empty: any
    std::uint32_t limit = 0; // 0: all
};

} // namespace squire::store
