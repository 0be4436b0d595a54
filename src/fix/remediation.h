// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problems.h"
#include "base/result.h"
#include "finding/report.h"
#include "fix/proposal.h"

namespace squire::fix {

/// The changes as one text that `git apply` takes at the project's root; empty where nothing changes. An error (unsupported) for what such a text
/// cannot say: a path with a line end or a control character, or one that leads out of the project.
[[nodiscard]] Result<std::string> diff_of(std::span<const FileChange> changes);

/// Whether a text holds a secret.
using HoldsSecret = std::function<bool(std::string_view)>;

/// What a report can say of the proposals: those that change files. One whose diff would show a secret, in a changed line or beside it, is left out,
/// and so is one that has no diff; `problems` hears of both. Proposals that are drafted in private (ChangeClass::secret) are never among them.
[[nodiscard]] std::vector<finding::Remediation> remediations_of(std::span<const Proposal> proposals, const HoldsSecret& holds_secret,
                                                                Problems& problems);

} // namespace squire::fix
