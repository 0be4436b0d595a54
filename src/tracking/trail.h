// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "finding/finding.h"

namespace squire::tracking {

/// What a weakness that was gone is looked for by when it comes back under another fingerprint, within its type of report: the rule with the file and the
/// place's text, or with the package, whatever its version. Empty where that would say too little: a place without its text, a secret, whose text is
/// redacted, an address. `match` decides whether it is the same one.
[[nodiscard]] std::string trail_of(const finding::Finding& finding);

} // namespace squire::tracking
