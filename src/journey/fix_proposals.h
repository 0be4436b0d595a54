// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "base/result.h"
#include "finding/finding.h"
#include "fix/proposal.h"
#include "journey/step.h"
#include "secrets/rule_book.h"

namespace squire::journey {

/// What could be changed about what the scan of the files found, nothing tried yet.
struct ProposedFixes {
    std::vector<finding::Finding> findings; // of all reports
    fix::Proposals proposals;
};

/// Reads the reports that the scan left. Changes are of our own making: no package manager is run, for that would need a network and time.
[[nodiscard]] Result<ProposedFixes> propose_fixes(Run& run, const secrets::RuleBook& secret_rules);

} // namespace squire::journey
