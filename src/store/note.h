// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace squire::store {

/// What a ledger entry says of a write; the store adds sequence, time and hashes.
struct Note {
    std::string actor;
    std::string verb;            // "application.accepted"
    std::string kind;            // of the object
    std::string object;          // its id
    std::string evidence = "{}"; // one JSON object
};

/// What is not set does not filter.
struct LedgerFilter {
    std::string actor, kind, object;       // equal; empty: any
    std::vector<std::string> verbs;        // any of them; one may end in ".*"
    std::optional<Time> since, until;      // [since, until)
    std::int64_t after = 0;                // sequences above it
    std::uint32_t limit = 0;               // 0: all
    bool newest_first = false;             // of more than `limit`, the last ones
};

} // namespace squire::store
