// SPDX-License-Identifier: MIT
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/text.h"
#include "dashboard/dashboard.h"
#include "journey/known.h"
#include "journey/page_findings.h"
#include "journey/page_parts.h"
#include "journey/step.h"
#include "scan/redaction.h"

namespace squire::journey {
namespace {

constexpr std::size_t kMostNotices = 20;

std::string_view words_of(StepState state) {
    switch (state) {
    case StepState::done: return "done";
    case StepState::as_before: return "as before";
    case StepState::failed: return "failed";
    }
    return "";
}

} // namespace

Result<Outcome> page_step(Run& run) {
    dashboard::Dashboard page{.project = run.workspace.settings.project_name,
                              .commit = run.commit,
                              .intern = run.intern,
                              .mentor = run.mentor,
                              .made = run.clock.now()};
    for (const StepReport& each : run.reports)
        page.steps.push_back(
            {.title = std::string(each.title), .state = std::string(words_of(each.state)), .seconds = each.seconds, .result = each.summary});
    const std::string& own = run.workspace.settings.rules;
    const auto redact =
        scan::make_redaction(run.workspace.sandbox(), own.empty() ? std::nullopt : std::optional(run.workspace.root / own), run.cache);
    if (!redact) return std::unexpected(redact.error());
    for (const Problem& problem : run.problems.list()) {
        if (problem.weight == Weight::note) continue;
        if (page.notices.size() >= kMostNotices) {
            page.notices.emplace_back("There is more of this kind: the reports list it as messages.");
            break;
        }
        page.notices.push_back((*redact)(describe(problem.error))); // names of files may hold secrets, too
    }
    if (run.cancellation.requested())
        page.notices.emplace_back("The run was interrupted: what is here is not all. The same command goes on from there.");
    auto entries = page_findings(run);
    if (!entries) return std::unexpected(entries.error());
    page.entries = std::move(*entries);
    if (page.entries.size() == kMostKnown) {
        const auto all = run.store.count({.present = true}, 10'000'000);
        page.left_out = all ? *all - kMostKnown : 0;
    }
    add_assessment(run, page);
    add_pipeline(run, page);
    add_drafts(run, page);
    add_write_up(run, page);
    add_files(run, page);
    const std::string html = dashboard::to_html(page);
    if (auto written = run.output.write("index.html", html); !written) return std::unexpected(written.error());
    return Outcome{.summary = fmt::format("index.html, {} on it", counted(page.entries.size(), "finding"))};
}

} // namespace squire::journey
