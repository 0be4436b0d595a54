// SPDX-License-Identifier: MIT
//
// From a report to what is known: findings become vulnerabilities with a history.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/problems.h"
#include "base/result.h"
#include "finding/fingerprint.h"
#include "finding/report.h"
#include "store/store.h"
#include "workspace/workspace.h"

namespace squire::workspace {

/// What a scan looked at: half of a witness.
enum class Looked : std::uint8_t {
    tree,    // all files of a commit or working tree
    history, // all that was ever committed
    part,    // some of the files: adds to what `tree` has seen, and makes nothing gone
    foreign, // whatever another program looked at; its report was imported
};

struct Recording {
    const finding::Report& report; // its provenance says the commit
    Looked looked = Looked::tree;
    std::string report_digest;           // SHA-256 of the report file, hexadecimal
    finding::FingerprintKey key;         // for texts that may hold secrets
};

/// Records the report and what it means for the vulnerabilities that are known (tracking/matching.h), in one transaction. Places that the report
/// says it could not read keep what is known there; where it does not say which these are, nothing is gone at all. A failed scan is recorded,
/// and says nothing.
[[nodiscard]] Result<store::ScanRecord> record(store::Store& store, const Workspace& workspace, const Recording& recording,
                                               std::string_view actor);

} // namespace squire::workspace
