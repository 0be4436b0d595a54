// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

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

    /// How many candidates one question may have where asking takes seconds whatever is asked; 1: they are asked one by one, by several workers.
    [[nodiscard]] virtual std::size_t at_once() const { return 1; }

    /// Whether each question starts a program, so that all that is known in this process is asked first.
    [[nodiscard]] virtual bool is_slow() const { return false; }

    /// Whether a candidate is of no interest for a reason that is found in a moment, so that it need not be asked with others.
    [[nodiscard]] virtual Result<bool> rules_out(const Input& /*candidate*/) { return false; }

    /// The answers to candidates that are not ruled out, in their order.
    [[nodiscard]] virtual Result<std::vector<bool>> interesting_each(std::span<const Input> candidates);

    /// Asks once more with nothing that was kept from earlier calls; for the last word on a result.
    [[nodiscard]] virtual Result<bool> confirm(const Input& candidate) { return interesting(candidate, 0); }

    /// Names the question: the same key for the same question only. Kept progress is found by it.
    [[nodiscard]] virtual std::string key() const = 0;

    /// Whether the bytes of the place may change. Not for a secret: what it is made of is what the rule is about.
    [[nodiscard]] virtual bool keeps_place() const { return false; }
};

/// All of the oracles, which are asked in their order, the cheap ones first, and about as many candidates at once as each slow one takes; the place is kept where one of them wants that. At least one.
[[nodiscard]] std::unique_ptr<Oracle> make_joint_oracle(std::vector<std::unique_ptr<Oracle>> oracles);

/// How often out of `tries` runs the oracle says the same: what a report calls flaky.
[[nodiscard]] Result<unsigned> count_interesting(Oracle& oracle, const Input& input, unsigned tries);

} // namespace squire::bugreport
