// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "base/result.h"
#include "fix/fixing.h"
#include "journey/step.h"
#include "secrets/rule_book.h"

namespace squire::journey {

struct FixDrafts {
    std::size_t in_public = 0; // merge requests
    std::size_t in_private = 0; // reports for the maintainers alone
};

/// Of each bundle a branch in the sandbox, a patch, a diff and the text that goes with it, and an offer in the store; the steps that only people can take,
/// and what gets no change, as private/secrets.md and fixes/unfixed.md. An offer that was made in an earlier run stays as it is.
[[nodiscard]] Result<FixDrafts> write_fix_drafts(Run& run, const fix::FixOutcome& outcome, const secrets::RuleBook& rules);

} // namespace squire::journey
