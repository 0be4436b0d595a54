// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "base/result.h"
#include "bugreport/input.h"

namespace squire::bugreport {

/// Tells whether a text still shows what the report is about. Bounded in time by itself, whatever the text.
class Oracle {
public:
    virtual ~Oracle() = default;

    /// Calls with different `worker` numbers, from 0, may overlap; those with the same never do. The answer depends on the candidate alone. An error
    /// only where asking makes no sense any more: the scanner cannot be started, the work was cancelled.
    [[nodiscard]] virtual Result<bool> interesting(const Input& candidate, unsigned worker) = 0;

    /// Asks once more with nothing that was kept from earlier calls; for the last word on a result.
    [[nodiscard]] virtual Result<bool> confirm(const Input& candidate) { return interesting(candidate, 0); }

    /// Names the question: the same key for the same question only. Kept progress is found by it.
    [[nodiscard]] virtual std::string key() const = 0;

    /// Whether the bytes of the place may change. Not for a secret: what it is made of is what the rule is about.
    [[nodiscard]] virtual bool keeps_place() const { return false; }
};

} // namespace squire::bugreport
