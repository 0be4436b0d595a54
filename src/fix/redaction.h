// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "fix/proposal.h"
#include "secrets/redactor.h"

namespace squire::fix {

/// A text about a proposal as it may be shown: its own secrets redacted; and where a scan would find another one in it, whatever a rule matches.
[[nodiscard]] std::string redacted(std::string_view text, const Proposal& proposal, secrets::Redactor& redact);

/// What `git diff` would show of the changes, redacted; the patch of a secret's removal is thus none that git would take.
[[nodiscard]] Result<std::string> shown_diff(const Proposal& proposal, secrets::Redactor& redact);

} // namespace squire::fix
