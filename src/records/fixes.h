// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "fix/fixing.h"
#include "store/store.h"

namespace squire::records {

/// What came of looking for fixes at a commit, into the store: objects of kind "fix" by id, with proof and redacted diff, and of kind "unfixed" by the
/// finding's fingerprint, with the reason; a finding that a fix holds for is not among the unfixed any more. One ledger entry "fix.tried"; none where
/// everything is known already.
[[nodiscard]] Result<void> keep_fixes(store::Store& store, const fix::FixOutcome& outcome, const std::string& commit, std::string_view actor);

} // namespace squire::records
