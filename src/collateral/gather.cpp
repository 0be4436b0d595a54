// SPDX-License-Identifier: MIT
#include "collateral/gather.h"

#include <limits>

#include <fmt/format.h>

#include "collateral/gather_program.h"
#include "collateral/gather_repairs.h"
#include "collateral/gather_scans.h"
#include "ledger/entry.h"

namespace squire::collateral {

Result<writeup::Facts> gather_facts(store::Store& store, const GatherRequest& request) {
    writeup::Facts facts;
    const auto entries = store.ledger();
    if (!entries) return std::unexpected(entries.error());
    facts.ledger_entries = static_cast<std::int64_t>(entries->size());
    if (!entries->empty()) {
        facts.now = entries->back().time;
        facts.ledger_head = ledger::to_string({.sequence = entries->back().sequence, .hash = entries->back().hash});
    }
    facts.project.name = request.project;
    facts.project.address = request.address;
    facts.project.branch = request.branch;
    if (auto done = gather_program(store, request, *entries, facts); !done) return std::unexpected(done.error());
    FindingIndex index;
    if (auto done = gather_scans(store, *entries, facts, index); !done) return std::unexpected(done.error());
    if (auto done = gather_repairs(store, index, facts); !done) return std::unexpected(done.error());
    return facts;
}

} // namespace squire::collateral
