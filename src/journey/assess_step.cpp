// SPDX-License-Identifier: MIT
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "assess/assessment.h"
#include "assess/introduction.h"
#include "assess/scanner_needs.h"
#include "journey/recorded_scan.h"
#include "journey/step.h"
#include "pipeline/project_files.h"
#include "source/provenance.h"

namespace squire::journey {
namespace {

// Of the project itself: the sandbox's own remote may be a folder of this machine.
std::string address_of(const Run& run) {
    const std::string& source = run.workspace.settings.project_source;
    std::string address = source::public_address(source);
    if (!address.empty()) return address;
    const auto provenance = source::provenance_of(source);
    return provenance ? provenance->repository : "";
}

} // namespace

Result<Outcome> assess_step(Run& run) {
    Problems& problems = run.problems;
    const auto tree = run.tree();
    if (!tree) return std::unexpected(tree.error());
    auto facts = assess::gather_facts(
        run.workspace.sandbox(),
        {.now = run.clock.now(), .workers = run.workers, .cancellation = &run.cancellation, .progress = &run.progress, .inventory = *tree},
        problems);
    if (!facts) return std::unexpected(facts.error());
    facts->name = run.workspace.settings.project_name;
    if (facts->address.empty()) facts->address = address_of(run);
    assess::learn_scanners(*facts, pipeline::FolderFiles(facts->path), problems);
    facts->given = facts->address.empty() ? facts->name : facts->address; // where it lies here is of no use to a reader
    facts->path = facts->given;
    Outcome outcome;
    if (const auto scanned = scan_for_tree_secrets(run); !scanned) {
        problems.add(Weight::incomplete, scanned.error());
        outcome.incomplete = true;
    }
    if (run.tree_secrets) assess::count_secrets(*facts, *run.tree_secrets);

    const std::string letter = assess::draft_introduction(*facts, {run.intern, run.mentor});
    std::vector<assess::Facts> projects;
    projects.push_back(std::move(*facts));
    const assess::Assessment assessment = assess::assess(std::move(projects), {}, assess::default_weights(), run.clock.now());
    for (const auto& [name, text] : {std::pair<std::string, std::string>{"assessment/assessment.html", assess::to_html(assessment)},
                                     {"assessment/assessment.json", assess::to_json(assessment)},
                                     {"assessment/introduction.md", letter}}) {
        if (auto written = run.output.write(name, text); !written) return std::unexpected(written.error());
    }
    const assess::Score& score = assessment.projects.front().score;
    for (std::size_t i = 0; i < assess::kAspects.size(); ++i) {
        if (score.aspects[i].value) outcome.summary += fmt::format("{} {:.0f}, ", to_string(assess::kAspects[i]), *score.aspects[i].value * 100);
    }
    outcome.summary += "a letter to the maintainers is drafted";
    return outcome;
}

} // namespace squire::journey
