// SPDX-License-Identifier: MIT
//
// The steps of an internship on one project, one file each (`<name>_step.cpp`), and the one list of them.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"
#include "finding/report.h"
#include "journey/journey.h"
#include "journey/output_folder.h"
#include "records/test_choice.h"
#include "scanner/scanner.h"
#include "source/inventory.h"
#include "store/store.h"
#include "workspace/workspace.h"

namespace squire::journey {

/// What all steps of one run work with. A step hands on what it learned in the store and in files, so that a run that begins in the middle finds it
/// there.
struct Run {
    workspace::Workspace workspace;
    store::Store store;
    OutputFolder output;
    std::string person; // who runs it, as the ledger names them
    std::string intern; // may be empty
    std::string mentor;
    std::string commit; // that the sandbox has checked out; empty: there is none yet
    std::string references; // what the project's branches and tags name
    const Clock& clock;
    const Cancellation& cancellation;
    Progress& progress;
    unsigned workers = 1;
    std::filesystem::path cache; // empty: none
    std::filesystem::path index; // of advisories
    bool network = false; // package managers may use it
    records::TestChoice tests; // of the project's own
    Problems& problems; // of all steps
    std::optional<source::Inventory> inventory; // of the sandbox's files, once a step asked for it
    bool tree_secrets_known = false; // recorded in this run
    std::optional<finding::Report> tree_secrets;
    std::vector<StepReport> reports; // of the steps so far

    /// For scanners; problems go to `into`, which may hold texts that were not redacted yet.
    [[nodiscard]] scanner::Context scan_context(Problems& into);

    /// What is in the sandbox's tree: walked once in a run, by the first step that asks. What cannot be read goes to `problems`.
    [[nodiscard]] Result<const source::Inventory*> tree();
};

struct Outcome {
    std::string summary; // one line, without a full stop
    bool incomplete = false; // something is missing, and the summary or a problem says so
};

struct Step {
    std::string_view name; // in the journal: "scan"
    std::string_view title; // for people
    std::array<std::string_view, 2> after; // names of the steps whose results it reads
    std::string (*inputs)(const Run&); // what else decides its result; null: it is done in every run, being cheap
    Result<Outcome> (*work)(Run&);
    std::string_view verb; // of the ledger entry that it leaves when it was done; empty: it writes its own, or none
};

/// What the write-up is made from: blocks of ours, words of its author.
inline constexpr const char* kWriteUpSource = "writeup.md";

/// Where a person puts other scanners' reports about the same code.
inline constexpr const char* kForeignFolder = "scanner-reports";
/// The names of those that are there, sorted.
[[nodiscard]] std::vector<std::string> foreign_reports(const Run& run);

/// In the order in which they are done.
[[nodiscard]] std::span<const Step> all_steps();

// One a file, <name>_step.cpp.
[[nodiscard]] Result<Outcome> assess_step(Run& run);
[[nodiscard]] Result<Outcome> integrate_step(Run& run);
[[nodiscard]] Result<Outcome> scan_step(Run& run);
[[nodiscard]] Result<Outcome> triage_step(Run& run);
[[nodiscard]] Result<Outcome> fix_step(Run& run);
[[nodiscard]] Result<Outcome> disagreement_step(Run& run);
[[nodiscard]] Result<Outcome> ledger_step(Run& run);
[[nodiscard]] Result<Outcome> write_up_step(Run& run);
[[nodiscard]] Result<Outcome> page_step(Run& run);

} // namespace squire::journey
