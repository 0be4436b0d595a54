// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/result.h"

namespace squire::program {

/// An entry of the ledger, as goals look at it.
struct LedgerEntry {
    std::string verb;   // "contribution.merge"
    std::string actor;
    Time when;
    std::string kind;   // of the object it is about
    std::string object; // its id
    nlohmann::json evidence = nlohmann::json::object();
};

/// What counts towards a goal: entries with one of these verbs whose evidence has all of these values. Written
///
///     contribution.merge|contribution.hand_over purpose=fix
///
/// A verb may end in ".*". Every object counts once, however many entries it has.
struct EvidenceQuery {
    std::vector<std::string> verbs;
    std::map<std::string, std::string> values;
    [[nodiscard]] bool matches(const LedgerEntry& entry) const;
};

[[nodiscard]] Result<EvidenceQuery> parse_query(std::string_view text);

/// The first entry of each object with one from `since` on that matches and was not undone ("contribution.undo" with the verb that it `undoes`). An
/// entry that names an internship in its evidence counts for that one alone.
[[nodiscard]] std::vector<LedgerEntry> evidence_for(const EvidenceQuery& query, const std::vector<LedgerEntry>& ledger,
                                                    std::string_view internship, Time since);

} // namespace squire::program
