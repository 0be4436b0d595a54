// SPDX-License-Identifier: MIT
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/text.h"
#include "integrate/integrate.h"
#include "journey/integration_files.h"
#include "journey/pipeline_picture.h"
#include "journey/step.h"
#include "source/sandbox_update.h"

namespace squire::journey {
namespace {

constexpr std::string_view kBranch = "squire-security-scanners";

// A branch of that name may be there from an older state of the project, and stays: the new one is then told apart by the commit it starts from.
Result<std::string> make_branch(const Run& run, const integrate::Plan& plan) {
    for (const std::string& branch : {std::string(kBranch), fmt::format("{}-{}", kBranch, plan.commit_id.substr(0, 8))}) {
        const auto made = integrate::carry_out(plan, run.workspace.sandbox(), branch, run.clock.now());
        if (made) return branch;
        if (made.error().kind != ErrorKind::usage) return std::unexpected(made.error());
    }
    return fail(ErrorKind::conflict, "the branch is there already, with other content", std::string(kBranch));
}

// What the pipeline looks like is good to see, and not worth stopping for.
Result<void> draw_pictures(Run& run, const integrate::Plan& plan) {
    std::set<std::string, std::less<>> added;
    for (const auto& kind : plan.comparison.kinds) added.insert(kind.jobs_added.begin(), kind.jobs_added.end());
    for (const auto& [name, text] : {std::pair("before", &plan.before), std::pair("after", &plan.after)}) {
        if (text->empty()) continue;
        const auto picture = picture_of(*text, plan.file, run.workspace.sandbox(), plan.default_branch, added);
        if (!picture) {
            run.problems.add(Weight::warning, picture.error());
            continue;
        }
        if (auto written = run.output.write(fmt::format("integrate/{}.svg", name), *picture); !written) return written;
    }
    return {};
}

} // namespace

Result<Outcome> integrate_step(Run& run) {
    if (run.commit.empty()) return Outcome{.summary = "nothing to branch from: the project has no commit yet"};
    const auto plan =
        integrate::make_plan({.project = run.workspace.sandbox(), .workers = run.workers, .cancellation = &run.cancellation}, run.problems);
    if (!plan) {
        // A pipeline that cannot be added to is an answer about the project, not a failure of the step.
        if (plan.error().kind == ErrorKind::unsupported || plan.error().kind == ErrorKind::usage)
            return Outcome{.summary = describe(plan.error())};
        return std::unexpected(plan.error());
    }
    std::string added;
    for (const integrate::Choice& choice : plan->choices) {
        if (choice.decision == integrate::Decision::add) added += (added.empty() ? "" : ", ") + choice.scanner->id;
    }
    const auto shown = without_secrets(*plan);
    if (!shown) return std::unexpected(shown.error());
    for (const auto& [name, text] : plan_files(*shown)) {
        if (auto written = run.output.write("integrate/" + name, text); !written) return std::unexpected(written.error());
    }
    if (auto drawn = draw_pictures(run, *shown); !drawn) return std::unexpected(drawn.error());
    if (plan->before == plan->after) return Outcome{.summary = "nothing to add to the pipeline"};
    const auto branch = make_branch(run, *plan);
    if (!branch) return std::unexpected(branch.error());
    const auto patch = source::patch_of(run.workspace.sandbox(), plan->commit_id, "refs/heads/" + *branch, &run.cancellation);
    if (!patch) return std::unexpected(patch.error());
    // The patch is what the branch holds; where the lines around the change hold a secret, the branch alone has it.
    const bool secret = shown->diff != plan->diff;
    if (!secret) {
        if (auto written = run.output.write(fmt::format("branches/{}.patch", *branch), *patch); !written)
            return std::unexpected(written.error());
    }
    return Outcome{.summary = fmt::format("{} {} {}; branch {}{}", added, plan->is_new ? "in a new" : "into", printable(plan->file), *branch,
                                          secret ? " (no patch: a secret stands near)" : ", the merge request is drafted")};
}

} // namespace squire::journey
