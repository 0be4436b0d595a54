// SPDX-License-Identifier: MIT
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "journey/known.h"
#include "journey/step.h"
#include "journey/triage_proposal.h"

namespace squire::journey {
namespace {

constexpr std::size_t kMostInText = 200; // of each kind: more is nothing that a person reads

} // namespace

Result<Outcome> triage_step(Run& run) {
    const auto known = known_vulnerabilities(run.store);
    if (!known) return std::unexpected(known.error());
    std::vector<TriageProposal> proposals;
    std::size_t decided = 0;
    for (const finding::Vulnerability& each : *known) {
        if (each.state == finding::State::needs_triage) {
            proposals.push_back(propose(each));
        } else {
            ++decided;
        }
    }
    for (const auto& [name, text] : {std::pair<std::string, std::string>{"triage/triage.md", proposals_as_markdown(proposals, kMostInText)},
                                     {"triage/triage.json", proposals_as_json(proposals)}}) {
        if (auto written = run.output.write(name, text); !written) return std::unexpected(written.error());
    }
    const auto of = [&](Advice advice) { return std::ranges::count(proposals, advice, &TriageProposal::advice); };
    std::string summary =
        fmt::format("{} likely real, {} to be looked at, {} likely harmless", of(Advice::confirm), of(Advice::look), of(Advice::dismiss));
    if (decided > 0) summary += fmt::format(", {} decided already", decided);
    return Outcome{.summary = std::move(summary)};
}

} // namespace squire::journey
