// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "finding/finding.h"
#include "store/store.h"
#include "workspace/settings.h"

namespace squire::records {

/// Who decided that a finding stays as it is, and why, in a sentence; nothing where nobody did.
using Decisions = std::function<std::optional<std::string>(const finding::Finding&)>;

/// Those of the store, vulnerabilities that are dismissed, under each fingerprint that a scan has seen them by; and the suppressions that hold now.
[[nodiscard]] Result<Decisions> read_decisions(const store::Store& store, std::vector<workspace::Suppression> suppressions, Time now);

} // namespace squire::records
