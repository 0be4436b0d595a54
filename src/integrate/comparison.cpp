// SPDX-License-Identifier: MIT
#include "integrate/comparison.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "pipeline/lint.h"
#include "pipeline/selection.h"

namespace squire::integrate {

namespace {

using namespace pipeline;

std::string difference(const SelectedJob& before, const SelectedJob& after) {
    if (before.verdict != after.verdict)
        return before.verdict == Verdict::not_run  ? "runs now"
               : after.verdict == Verdict::not_run ? "runs no more"
                                                   : "runs under other conditions";
    if (before.job->stage != after.job->stage) return fmt::format("is in '{}' instead of '{}'", after.job->stage, before.job->stage);
    if (before.when != after.when || before.allow_failure != after.allow_failure) return "starts or fails otherwise";
    if (before.needs != after.needs || before.instances != after.instances) return "waits for others, or runs another number of times";
    return {};
}

/// A message may name another line.
std::string without_line(const std::string& message) {
    const std::size_t line = message.find(", in line ");
    return line == std::string::npos ? message : message.substr(0, line);
}

/// Mistakes by rule and message: places move with the lines that are added.
std::map<std::string, std::size_t> errors_of(const Pipeline& pipeline) {
    std::map<std::string, std::size_t> errors;
    for (const Remark& remark : lint(pipeline))
        if (remark.gravity != Gravity::note) ++errors[fmt::format("{} [{}]", without_line(remark.message), remark.rule)];
    return errors;
}

class Comparer {
public:
    Comparer(std::shared_ptr<const YamlFile> before, std::shared_ptr<const YamlFile> after, const ProjectFiles& files, Tier tier)
        : before_(std::move(before)), after_(std::move(after)), files_(files), tier_(tier) {}

    Result<Comparison> run(const std::string& default_branch) {
        for (Circumstances circumstances : all_circumstances(default_branch)) {
            circumstances.tier = tier_;
            if (auto done = kind(circumstances); !done) return std::unexpected(std::move(done.error()));
        }
        // A push to a branch with a merge request and the request itself: two pipelines for one change.
        const KindOfPipeline& branch = made_.kinds[2];
        const KindOfPipeline& request = made_.kinds[3];
        const bool twice_before = branch.made_before && request.made_before;
        if (branch.made_after && request.made_after && !twice_before) broken("a push to a branch with a merge request would have two pipelines");
        if (auto done = mistakes(); !done) return std::unexpected(std::move(done.error()));
        return std::move(made_);
    }

private:
    Result<void> kind(const Circumstances& circumstances) {
        const auto before = resolve(before_, files_, {.circumstances = circumstances});
        if (!before) return std::unexpected(before.error());
        const auto after = resolve(after_, files_, {.circumstances = circumstances});
        if (!after) return std::unexpected(after.error());
        const Selection old = select_jobs(*before, files_, circumstances);
        const Selection now = select_jobs(*after, files_, circumstances);
        KindOfPipeline kind{.title = describe(circumstances), .made_before = old.made, .made_after = now.made};
        if (old.made && !now.made) broken(fmt::format("there would be no pipeline for {}", kind.title));
        std::map<std::string_view, const SelectedJob*> by_name;
        for (const SelectedJob& job : now.jobs) by_name.emplace(job.job->name, &job);
        std::set<std::string_view> known;
        for (const SelectedJob& job : old.jobs) {
            known.insert(job.job->name);
            if (job.verdict != Verdict::not_run) kind.jobs_before.push_back(job.job->name);
            const auto found = by_name.find(job.job->name);
            if (found == by_name.end()) {
                broken(fmt::format("the job '{}' is gone for {}", job.job->name, kind.title));
                continue;
            }
            if (const std::string what = difference(job, *found->second); !what.empty())
                broken(fmt::format("for {}, the job '{}' {}", kind.title, job.job->name, what));
            else if (!says_the_same(*job.job->body, *found->second->job->body))
                broken(fmt::format("the job '{}' would not be what it was", job.job->name));
        }
        for (const SelectedJob& job : now.jobs) {
            if (known.contains(job.job->name) || job.verdict == Verdict::not_run) continue;
            if (old.made || now.made) kind.jobs_added.push_back(job.job->name);
            check_new(*job.job, *after);
        }
        auto old_stage = before->stages.begin();
        for (const std::string& stage : after->stages)
            if (old_stage != before->stages.end() && *old_stage == stage) ++old_stage;
        if (old_stage != before->stages.end()) broken(fmt::format("the stage '{}' would not be where it was", *old_stage));
        made_.kinds.push_back(std::move(kind));
        return {};
    }

    void check_new(const Job& job, const Pipeline& pipeline) {
        if (pipeline.files[job.origin.file].own && job.written->find("script") == nullptr)
            return broken(fmt::format("the new job '{}' has no script", job.name));
        for (const std::string_view key : {"before_script", "after_script", "services", "cache"})
            if (job.written->find(key) == nullptr && job.body->find(key) != nullptr)
                broken(fmt::format("the new job '{}' would take '{}' from the project's defaults", job.name, key));
        if (std::ranges::find(pipeline.stages, job.stage) == pipeline.stages.end())
            broken(fmt::format("the new job '{}' is in the stage '{}', which there is not", job.name, job.stage));
        const Setting* allowed = job.body->find("allow_failure");
        if (allowed == nullptr || !allowed->is_true()) broken(fmt::format("the new job '{}' could fail the pipeline", job.name));
    }

    Result<void> mistakes() {
        const auto before = resolve(before_, files_);
        if (!before) return std::unexpected(before.error());
        const auto after = resolve(after_, files_);
        if (!after) return std::unexpected(after.error());
        const auto known = errors_of(*before);
        for (const auto& [mistake, count] : errors_of(*after)) {
            const auto found = known.find(mistake);
            if (found == known.end() || found->second < count) broken(fmt::format("the linter would find: {}", mistake));
        }
        for (const Job& job : before->jobs) { // hidden ones, too: something that is not read may extend them
            const Job* now = after->find_job(job.name);
            if (now == nullptr || !says_the_same(*job.body, *now->body)) broken(fmt::format("the job '{}' would not be what it was", job.name));
        }
        return {};
    }

    void broken(std::string what) {
        if (made_.broken.size() < 50 && std::ranges::find(made_.broken, what) == made_.broken.end()) made_.broken.push_back(std::move(what));
    }

    std::shared_ptr<const YamlFile> before_;
    std::shared_ptr<const YamlFile> after_;
    const ProjectFiles& files_;
    Tier tier_;
    Comparison made_;
};

} // namespace

Result<Comparison> compare(const YamlFile& before, const YamlFile& after, const ProjectFiles& files, const std::string& default_branch,
                           Tier tier) {
    return Comparer(std::make_shared<const YamlFile>(before), std::make_shared<const YamlFile>(after), files, tier).run(default_branch);
}

} // namespace squire::integrate
