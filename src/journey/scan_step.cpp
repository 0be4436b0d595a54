// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <fmt/format.h>

#include "journey/recorded_scan.h"
#include "journey/step.h"

namespace squire::journey {
namespace {

void tell(std::string& summary, const std::vector<Scanned>& scanned, std::string_view where) {
    for (const Scanned& each : scanned) {
        if (!each.not_run.empty() && !each.missed) continue;
        summary += fmt::format("{}{} {}", summary.empty() ? "" : ", ", each.id, where);
        summary += each.not_run.empty() ? fmt::format("{}", each.findings) : "not run";
    }
}

} // namespace

Result<Outcome> scan_step(Run& run) {
    if (auto secrets = scan_for_tree_secrets(run); !secrets) return std::unexpected(secrets.error());
    auto tree = scan_and_record(run, scan::Extent::tree, {"sast", "dependencies"});
    if (!tree) return std::unexpected(tree.error());
    Outcome outcome;
    if (run.tree_secrets) outcome.summary = fmt::format("secrets in files {}", run.tree_secrets->findings.size());
    if (!run.cancellation.requested() && !run.commit.empty()) {
        const auto history = scan_and_record(run, scan::Extent::history, {"secrets"});
        if (history) {
            tell(outcome.summary, *history, "in history ");
        } else {
            run.problems.add(Weight::incomplete, history.error());
            outcome.incomplete = true;
        }
    }
    tell(outcome.summary, *tree, "");
    for (const Scanned& each : *tree) {
        if (each.missed)
            run.problems.add(Weight::warning,
                             {ErrorKind::not_found, fmt::format("{} not run: {}", each.id, each.not_run), "", "then the same command again"});
    }
    if (outcome.summary.empty()) outcome.summary = "there was nothing to scan";
    return outcome;
}

} // namespace squire::journey
