// SPDX-License-Identifier: MIT
//
// Goal 3 as a whole: a commit is scanned, changes are proposed for what is found, tried out, and what holds is laid together, one class a branch.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "finding/report.h"
#include "fix/offer.h"
#include "fix/prover.h"

namespace squire::fix {

/// What one scanner says.
struct ScannerReport {
    std::string scanner; // its id: "secrets"
    finding::Report report;
};

struct FixRequest {
    std::filesystem::path sandbox; // a sandbox clone (source/sandbox_clone.h)
    std::string commit; // of it
    scan::ScanRequest scan; // how to find; its path and extent do not matter
    std::optional<std::vector<ScannerReport>> reports; // of a scan of the commit, and of its history; nothing: it is scanned
    bool history = false; // where it is scanned: credentials that only its history still holds, too
    std::vector<std::string> only; // classes, rules, beginnings (4 digits or more) of fingerprints or of proposals' ids; empty: all
    std::function<std::optional<std::string>(const finding::Finding&)> decided; // who wants it left as it is, and why; null: nobody does
    bool prove = true; // else nothing is tried, and nothing may be offered
    std::size_t most_tried = 0; // changes, those of the gravest findings first; 0: all
    bool network = false; // package managers may reach their registries
    bool wants_reports = false; // FixOutcome::reports
    std::filesystem::path scratch; // where worktrees are made; empty: among temporary files
    std::optional<TestCommand> tests;
    std::string without_tests_because;
};

/// A proposal, and what is to be shown of its changes: the proposal itself may hold secrets.
struct Fix {
    Proved proved;
    std::string diff; // redacted
    [[nodiscard]] bool holds() const { return proved.proof.verdict != Verdict::failed; }
    [[nodiscard]] bool is_for_people() const { return proved.proposal.changes.empty(); }
};

/// All that goes on one branch.
struct Bundle {
    ChangeClass kind = ChangeClass::source;
    std::vector<Proved> proved; // in their order; those of class `secret` that change nothing, too
    std::vector<FileChange> changes; // of all together, proved together; empty where only people can do something
    std::string patch; // of the changes, for `git apply`; what a rule takes for a secret is redacted, and then it does not apply
};

struct FixOutcome {
    std::vector<finding::Finding> findings; // that were to be answered, in the order of the reports
    std::vector<Fix> fixes; // by class
    std::vector<Unfixed> unfixed; // each finding that no fix holds for
    std::vector<Bundle> bundles; // by class
    std::vector<ScannerReport> reports; // of the files, with the fixes that hold as remediations; empty unless they were wanted
    std::vector<Problem> problems; // as they may be shown
};

/// An error only where nothing could be scanned or tried: what cannot be repaired is an answer. Interrupted, it is an error (interrupted).
[[nodiscard]] Result<FixOutcome> find_fixes(const FixRequest& request, scanner::Context& context);

} // namespace squire::fix
