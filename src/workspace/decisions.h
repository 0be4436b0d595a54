// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/store.h"
#include "tracking/moves.h"

namespace squire::workspace {

/// Carries a person's decision about a vulnerability out, named by a unique prefix of its id; returns it as it is then.
[[nodiscard]] Result<finding::Vulnerability> decide(store::Store& store, std::string_view prefix, const tracking::Decision& decision,
                                                    std::string_view who);

struct Undone {
    finding::Vulnerability vulnerability; // as it is again
    finding::State state = finding::State::needs_triage; // that the decision had led to
    std::string who;                      // had decided
    std::int64_t entry = 0;               // the ledger's, of that decision
};

/// Takes back the last decision (about the vulnerability with the id `only`, where that is given) that is not taken back yet; called again, the
/// one before it. Nothing is deleted: taking back is one more entry that names the one it takes back. `not_found` where there is none,
/// `conflict` where a scan or somebody else changed the state since.
[[nodiscard]] Result<Undone> undo_last(store::Store& store, std::string_view who, std::string_view only = {});

} // namespace squire::workspace
