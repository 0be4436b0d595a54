// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/counted.h"
#include "collateral/chromium.h"
#include "collateral/gather.h"
#include "collateral/write_up.h"
#include "journey/step.h"
#include "journey/write_up_request.h"

namespace squire::journey {

Result<Outcome> write_up_step(Run& run) {
    const auto facts = collateral::gather_facts(run.store, write_up_request(run.workspace, run.intern, run.mentor));
    if (!facts) return std::unexpected(facts.error());
    const auto written = collateral::write_up(*facts, {.source = run.output.root() / kWriteUpSource,
                                                       .folder = run.output.root() / "writeup",
                                                       .chromium = collateral::find_chromium(),
                                                       .cancellation = &run.cancellation});
    if (!written) return std::unexpected(written.error());
    Outcome outcome{.summary = fmt::format("{} in writeup/, from your words in writeup.md", counted(written->written.size(), "file"))};
    for (const Problem& problem : written->problems) {
        // A PDF is for those who have a Chromium: HTML and slides say the same.
        run.problems.add(problem.weight == Weight::incomplete ? Weight::warning : problem.weight, problem.error);
    }
    if (!written->edited.empty()) outcome.summary += fmt::format("; {} changed by hand and left", counted(written->edited.size(), "block"));
    return outcome;
}

} // namespace squire::journey
