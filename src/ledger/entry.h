// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/hash.h"

namespace squire::ledger {

/// What was done: one link of a chain that only grows. `hash` covers every other field and, through `previous`, all entries before it; `rows`
/// covers what this entry wrote beside itself, so that neither can be changed without the other showing it.
struct Entry {
    std::int64_t sequence = 0; // from 1, without gaps
    Time time{};
    std::string actor;    // who: "Ada Lovelace <ada@example.org>", or "squire"
    std::string verb;     // what: "scan.recorded", "vulnerability.dismissed", "merge_request.opened"
    std::string kind;     // of the object: "scan", "vulnerability", "application"
    std::string object;   // its id
    std::string evidence; // one JSON object: commit, report digest, URL, whatever proves it; "{}" where nothing does
    Sha256 rows{};        // `RowsDigest` of the rows this entry wrote
    Sha256 previous{};    // `hash` of the entry before; `genesis` for the first
    Sha256 hash{};
    friend bool operator==(const Entry&, const Entry&) = default;
};

/// The last entry's sequence and hash: enough to prove later that nothing up to it was changed or cut off.
struct Head {
    std::int64_t sequence = 0;
    Sha256 hash{};
    friend bool operator==(const Head&, const Head&) = default;
};

[[nodiscard]] std::string to_string(const Head& head); // "17:<64 hexadecimal digits>"
[[nodiscard]] std::optional<Head> parse_head(std::string_view text);
[[nodiscard]] std::optional<Sha256> parse_hash(std::string_view hex); // 64 lower-case digits

/// What stands before the first entry of the ledger with this identity, so that entries cannot be moved from one ledger to another.
[[nodiscard]] Sha256 genesis(std::string_view identity);

/// The hash an entry must have: SHA-256 over "squire ledger entry 1" and then sequence, time (seconds of the Unix epoch), actor, verb, kind,
/// object, evidence, rows and previous (both in hexadecimal), each in the form of `append_field`.
[[nodiscard]] Sha256 hash_of(const Entry& entry);

} // namespace squire::ledger
