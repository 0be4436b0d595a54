// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/file.h"
#include "fix/fixing.h"
#include "formats/own_json.h"
#include "journey/fix_drafts.h"
#include "journey/recorded_scan.h"
#include "journey/step.h"
#include "records/decisions.h"
#include "records/fixes.h"
#include "scan/secret_rules.h"
#include "secrets/rule_book.h"

namespace squire::journey {
namespace {

constexpr std::size_t kMostTried = 60; // of one run: each takes a worktree and a scan, and no maintainer reads so many

// What the scans left; nothing of a scanner that did not run.
std::vector<fix::ScannerReport> recorded_reports(const Run& run) {
    std::vector<fix::ScannerReport> reports;
    for (const auto& [extent, scanner] : {std::pair<std::string_view, std::string_view>{"tree", "dependencies"},
                                          {"tree", "sast"},
                                          {"tree", "secrets"},
                                          {"history", "secrets"}}) {
        const auto text = read_file(run.output.root() / fmt::format("reports/{}/squire-{}.json", extent, scanner), 1ULL << 30U);
        if (!text || !is_wanted(run, scanner)) continue;
        if (auto report = formats::read_json(*text)) reports.push_back({.scanner = std::string(scanner), .report = std::move(*report)});
    }
    return reports;
}

Result<fix::FixRequest> request_of(const Run& run) {
    auto decisions = records::read_decisions(run.store, run.workspace.settings.suppressions, run.clock.now());
    if (!decisions) return std::unexpected(decisions.error());
    fix::FixRequest request{.sandbox = run.workspace.sandbox(),
                            .commit = run.commit,
                            .scan = scan_request(run),
                            .reports = recorded_reports(run),
                            .decided = std::move(*decisions),
                            .most_tried = kMostTried,
                            .network = run.network,
                            .wants_reports = true,
                            // Beside the sandbox, so that files are linked and not copied over file systems.
                            .scratch = run.workspace.root / workspace::kPrivateFolder,
                            .tests = run.tests.tests,
                            .without_tests_because = run.tests.without_because};
    request.scan.only = run.workspace.settings.only;
    return request;
}

// The scan said most of it already.
void add_new_problems(std::vector<Problem> problems, Run& run) {
    const std::vector<Problem> known = run.problems.list();
    for (Problem& each : problems) {
        const std::string text = describe(each.error);
        if (std::ranges::none_of(known, [&](const Problem& other) { return describe(other.error) == text; }))
            run.problems.add(each.weight, std::move(each.error));
    }
}

} // namespace

Result<Outcome> fix_step(Run& run) {
    if (run.commit.empty()) return Outcome{.summary = "nothing to change: the project has no commit yet"};
    Problems ignored; // of rules: the scan named them
    auto rules = scan::secret_rules_for(run.workspace.sandbox(), std::nullopt, ignored);
    if (!rules) return std::unexpected(rules.error());
    const auto book = secrets::RuleBook::make(std::move(*rules), run.cache, ignored);
    if (!book) return std::unexpected(book.error());
    const auto request = request_of(run);
    if (!request) return std::unexpected(request.error());
    Problems met;
    scanner::Context context = run.scan_context(met);
    const auto outcome = fix::find_fixes(*request, context);
    if (!outcome) return std::unexpected(outcome.error());
    add_new_problems(outcome->problems, run);
    const auto drafts = write_fix_drafts(run, *outcome, *book);
    if (!drafts) return std::unexpected(drafts.error());
    if (auto kept = records::keep_fixes(run.store, *outcome, run.commit, run.person); !kept) return std::unexpected(kept.error());

    const auto count = [&](const auto& test) { return static_cast<std::size_t>(std::ranges::count_if(outcome->fixes, test)); };
    const std::size_t failed = count([](const fix::Fix& each) { return !each.holds() && !each.is_for_people(); });
    const std::size_t put_off = static_cast<std::size_t>(std::ranges::count(outcome->unfixed, fix::Reason::put_off, &fix::Unfixed::reason));
    Outcome done{.summary =
                     fmt::format("{} proved: {}, {} for the private channel; {} without a change",
                                 counted(count([](const fix::Fix& each) { return each.holds(); }), "change"),
                                 counted(drafts->in_public, "merge request"), drafts->in_private, counted(outcome->unfixed.size(), "finding"))};
    if (failed > 0) done.summary += fmt::format(", {} refused by their proof", failed);
    if (put_off > 0) done.summary += fmt::format("; {} left for later", counted(put_off, "finding"));
    return done;
}

} // namespace squire::journey
