// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/scratch_folder.h"
#include "fix/prover.h"
#include "journey/fix_offers.h"
#include "journey/fix_proposals.h"
#include "journey/recorded_scan.h"
#include "journey/step.h"
#include "scan/secret_rules.h"
#include "secrets/redactor.h"
#include "secrets/rule_book.h"

namespace squire::journey {
namespace {

constexpr std::size_t kMostProved = 60; // of one run: each takes a worktree and a scan, and no maintainer reads so many

// What only people can do about a secret.
Result<void> write_steps(Run& run, std::span<const fix::Proposal> proposals) {
    std::string text;
    for (const fix::Proposal& proposal : proposals) {
        if (proposal.steps.empty()) continue;
        text += fmt::format("\n## {}\n\n{}\n\n", proposal.what, proposal.why);
        for (std::size_t i = 0; i < proposal.steps.size(); ++i) text += fmt::format("{}. {}\n", i + 1, proposal.steps[i]);
    }
    if (text.empty()) return {};
    return run.output.write("private/secrets.md", "# Secrets that were found, and what is to be done\n" + text);
}

} // namespace

Result<Outcome> fix_step(Run& run) {
    if (run.commit.empty()) return Outcome{.summary = "nothing to change: the project has no commit yet"};
    Problems ignored; // of rules: the scan named them
    auto rules = scan::secret_rules_for(run.workspace.sandbox(), std::nullopt, ignored);
    if (!rules) return std::unexpected(rules.error());
    const auto book = secrets::RuleBook::make(std::move(*rules), run.cache, ignored);
    if (!book) return std::unexpected(book.error());
    auto proposed = propose_fixes(run, *book);
    if (!proposed) return std::unexpected(proposed.error());
    secrets::Redactor redact(*book);
    std::vector<fix::Proposal>& proposals = proposed->proposals.proposals;
    if (auto written = write_steps(run, proposals); !written) return std::unexpected(written.error());
    std::erase_if(proposals, [](const fix::Proposal& each) { return each.changes.empty(); });
    const std::size_t all = proposals.size();
    if (all > kMostProved) proposals.resize(kMostProved);

    // Beside the sandbox, so that files are linked and not copied over file systems.
    const auto folder = ScratchFolder::make("proof", run.workspace.root / workspace::kPrivateFolder);
    if (!folder) return fail(ErrorKind::io, "no folder for worktrees can be made", run.workspace.root.string(), "is the disk full?");
    Problems met; // of the rescans: the scan itself named them
    scanner::Context context = run.scan_context(met);
    const auto proofs = fix::prove(proposals,
                                   {.sandbox = run.workspace.sandbox(),
                                    .commit = run.commit,
                                    .folder = folder->path(),
                                    .scan = scan_request(run),
                                    .tests = {},
                                    .without_tests_because = "a run executes nothing of the project"},
                                   context, redact);
    if (!proofs) return std::unexpected(proofs.error());
    FixOffers offers(run, proposed->findings, *book);
    std::size_t failed = 0;
    for (std::size_t i = 0; i < proposals.size(); ++i) {
        if (run.cancellation.requested()) return Outcome{.summary = "interrupted", .incomplete = true};
        if (proofs->at(i).verdict == fix::Verdict::failed) ++failed;
        if (auto taken = offers.take({proposals[i], proofs->at(i)}); !taken) return std::unexpected(taken.error());
    }
    if (auto taken = offers.take_unfixed(proposed->proposals.unfixed); !taken) return std::unexpected(taken.error());
    Outcome outcome{.summary =
                        fmt::format("{} proved: {}, {} for the private channel; {} without a change",
                                    counted(offers.in_public() + offers.in_private(), "change"), counted(offers.in_public(), "merge request"),
                                    offers.in_private(), counted(proposed->proposals.unfixed.size(), "finding"))};
    if (failed > 0) outcome.summary += fmt::format(", {} refused by their proof", failed);
    if (all > kMostProved) outcome.summary += fmt::format("; {} more left for later", all - kMostProved);
    return outcome;
}

} // namespace squire::journey
