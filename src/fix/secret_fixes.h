// SPDX-License-Identifier: MIT
//
// What is to be done about secrets in the files: a list of steps for people, and the change that has the program read the value from its environment. A
// line is never just taken out: what was published stays published, and the program still needs a value.
#pragma once

#include "finding/report.h"
#include "fix/proposal.h"
#include "fix/source_fixes.h"
#include "secrets/rule_book.h"

namespace squire::fix {

/// For a report of the secrets scanner over the files of a tree, with these rules. Each finding gets a proposal, of class `secret`: with changes where
/// the value's place is understood everywhere in its file, else with the steps alone, and then `unfixed` says why.
[[nodiscard]] Proposals propose_secret_fixes(const finding::Report& report, const secrets::RuleBook& rules, const FileReader& read);

} // namespace squire::fix
