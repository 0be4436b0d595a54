// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"
#include "finding/report.h"
#include "scanner/scanner.h"
#include "secrets/secret_visitor.h"
#include "source/inventory.h"

namespace squire::scan {

/// Which texts of a project are looked at.
enum class Extent : std::uint8_t {
    tree,    // the files as they lie in the folder
    commit,  // the files of one commit
    history, // every version of every file that any branch or tag reaches
    since,   // what came after a revision
    staged,  // what the next commit would bring
    standard_input,
};

struct ScanRequest {
    std::filesystem::path path = ".";
    Extent extent = Extent::tree;
    std::string revision;                         // of commit and since
    std::vector<std::string> only;                // scanner ids; empty: all that apply
    std::set<std::string, std::less<>> files;     // only these of the tree, for secrets and SAST, which look at each file alone; empty: all
    std::optional<std::filesystem::path> rules;   // instead of Squire's own: Gitleaks' for secrets, Semgrep's for source code
    std::optional<std::filesystem::path> baseline; // a report: what is in it is not reported again
    std::vector<std::filesystem::path> vex;        // what somebody found out about weaknesses of packages: OpenVEX or CycloneDX
    bool honour_gitignore = true;
    std::uint64_t largest_file = 256ULL << 20U; // bytes
    secrets::VisitOptions secrets;
    std::filesystem::path cache; // empty: none
    bool reuse_results = true;   // what earlier scans found in files that have not changed, from the cache
    std::filesystem::path index; // of advisories; empty or not there: none
    const source::Inventory* inventory = nullptr; // of the same tree, where somebody has walked it already; null: the scan walks it
};

struct ScannerOutcome {
    std::string id;
    scanner::Applicability applicability;
    std::optional<finding::Report> report; // when it applied
    std::size_t known = 0;                 // findings left out because the baseline has them
};

struct ScanOutcome {
    std::string target; // what was scanned, for people
    std::vector<ScannerOutcome> scanners;
    std::vector<Problem> problems; // the context's, as they may be shown: no secret stands in them
};

/// Scans. What could not be looked at is in the outcome's problems; an error only where nothing could be scanned at all.
[[nodiscard]] Result<ScanOutcome> run_scan(const ScanRequest& request, scanner::Context& context);

} // namespace squire::scan
