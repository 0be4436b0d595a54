// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/counted.h"
#include "journey/step.h"

namespace squire::journey {

Result<Outcome> ledger_step(Run& run) {
    const auto verified = run.store.verify();
    if (!verified) return std::unexpected(verified.error());
    const auto head = run.store.head();
    if (!head) return std::unexpected(head.error());
    if (!verified->faults.empty()) {
        return fail(ErrorKind::malformed, fmt::format("the record was changed: {}", counted(verified->faults.size(), "fault")), "",
                    "squire ledger verify tells which");
    }
    return Outcome{.summary = fmt::format("{}, the chain is whole", counted(static_cast<std::uint64_t>(head->sequence), "entry", "entries"))};
}

} // namespace squire::journey
