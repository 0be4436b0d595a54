// SPDX-License-Identifier: MIT
//
// How tampering is found.
//
// - A ledger entry's hash covers all of its columns, the hash before it, and a digest of the facts (scan, event, object_version) it wrote. So a
//   changed, added, removed or reordered fact or entry breaks the chain at that entry, or leaves a fact that belongs to no entry.
// - What is computed from facts (vulnerability, sighting, object, object_key) is computed anew and compared.
// - The last entries could be cut off together with their facts, and all be computed again by who knows how: no database can show that by itself. So
//   a workspace keeps the head (sequence and hash) in a file of its own after each write, and `verify` demands that the ledger still holds that entry.
//   With PostgreSQL every workspace that has written is such a witness. Who can write that file, too, is found by a head that was shown outside, in
//   a merge request or a write-up: `squire ledger verify --expect HEAD`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/entry.h"

namespace squire::store {

struct Verification {
    std::uint64_t entries = 0; // looked at
    std::uint64_t facts = 0; // scans, events, versions of objects
    ledger::Head head;
    std::vector<std::string> faults; // what was tampered with, for people; the first 100. Empty: the store is whole
};

} // namespace squire::store
