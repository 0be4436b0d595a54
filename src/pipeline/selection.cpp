// SPDX-License-Identifier: MIT
#include "pipeline/selection.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "pipeline/refs.h"
#include "pipeline/rules.h"

namespace squire::pipeline {

namespace {

struct Outcome {
    bool runs = false;
    std::string when;
    std::optional<bool> allow_failure;
    std::string reason;
};

class Selector {
public:
    Selector(const Pipeline& pipeline, const ProjectFiles& files, const Circumstances& circumstances)
        : pipeline_(pipeline), files_(files), circumstances_(circumstances), given_(predefined_variables(circumstances)), variables_(given_) {
        add(pipeline_.root->find("variables"));
    }

    Selection run() {
        Selection selection;
        if (!workflow(selection)) return selection;
        std::unordered_map<std::string_view, std::size_t> stages;
        for (const std::string& stage : pipeline_.stages) stages.emplace(stage, stages.size());
        for (const Job& job : pipeline_.jobs)
            if (!job.hidden) selection.jobs.push_back(judge(job));
        const auto rank = [&](const SelectedJob& each) {
            const auto found = stages.find(each.job->stage);
            return found == stages.end() ? stages.size() : found->second;
        };
        std::ranges::stable_sort(selection.jobs, {}, rank);
        // Jobs of .pre and .post alone make no pipeline.
        const auto counts = [&](const SelectedJob& each) {
            return each.verdict != Verdict::not_run && each.job->stage != ".pre" && each.job->stage != ".post";
        };
        selection.made = std::ranges::any_of(selection.jobs, counts);
        if (!selection.made) selection.reason = "no job would run in it";
        link(selection);
        return selection;
    }

private:
    /// Variables of the file, under those that are given from outside.
    void add(const Setting* variables) {
        if (variables == nullptr) return;
        for (const SettingEntry& entry : variables->entries)
            if (!circumstances_.variables.contains(entry.key)) variables_[entry.key] = variable_text(*entry.value);
    }

    bool workflow(Selection& selection) {
        const Setting* workflow = pipeline_.root->find("workflow");
        const Setting* rules = workflow == nullptr ? nullptr : workflow->find("rules");
        workflow_has_rules_ = rules != nullptr;
        if (rules == nullptr) {
            selection.reason = "there are no workflow rules";
            return true;
        }
        const RuleContext context{.circumstances = circumstances_, .variables = variables_, .files = files_};
        const RuleMatch match = first_match(*rules, context);
        if (match.rule == nullptr) {
            selection.reason = "no workflow rule matches";
            return false;
        }
        const bool never = match.rule->text_of("when") == "never";
        selection.reason = fmt::format("workflow rule {} ({}){}", match.number, describe_rule(*match.rule), never ? " says never" : "");
        add(match.rule->find("variables"));
        return !never;
    }

    Outcome outcome(const Job& job, const Variables& variables, bool changes_match) const {
        const RuleContext context{.circumstances = circumstances_, .variables = variables, .files = files_, .changes_match = changes_match};
        const std::string_view own = job.body->text_of("when");
        Outcome made{.runs = false, .when = own.empty() ? "on_success" : std::string(own), .allow_failure = {}, .reason = {}};
        const Setting* rules = job.body->find("rules");
        if (rules == nullptr || rules->is(SettingKind::nothing)) {
            RefsVerdict refs = judge_refs(job.body->find("only"), job.body->find("except"), workflow_has_rules_, context);
            made.runs = refs.runs && made.when != "never";
            made.reason = std::move(refs.reason);
            return made;
        }
        const RuleMatch match = first_match(*rules, context);
        if (match.rule == nullptr) {
            made.reason = "no rule matches";
            return made;
        }
        if (const std::string_view when = match.rule->text_of("when"); !when.empty()) made.when = when;
        if (const Setting* allowed = match.rule->find("allow_failure")) made.allow_failure = allowed->is_true();
        made.runs = made.when != "never";
        made.reason = fmt::format("rule {} ({}){}", match.number, describe_rule(*match.rule), made.runs ? "" : " says never");
        return made;
    }

    SelectedJob judge(const Job& job) const {
        Variables variables = variables_;
        if (const Setting* own = job.body->find("variables"))
            for (const SettingEntry& entry : own->entries)
                if (!circumstances_.variables.contains(entry.key)) variables[entry.key] = variable_text(*entry.value);
        const Outcome changed = outcome(job, variables, true);
        const Outcome unchanged = circumstances_.changed ? changed : outcome(job, variables, false);
        const Outcome& best = changed.runs || !unchanged.runs ? changed : unchanged;
        SelectedJob made{.job = &job, .when = best.when, .reason = best.reason};
        made.verdict = changed.runs && unchanged.runs ? Verdict::runs : changed.runs || unchanged.runs ? Verdict::depends : Verdict::not_run;
        const Setting* allowed = job.body->find("allow_failure");
        const bool by_rules = job.body->find("rules") != nullptr;
        made.allow_failure = allowed == nullptr ? made.when == "manual" && !by_rules : !allowed->is_false();
        if (best.allow_failure) made.allow_failure = *best.allow_failure;
        made.instances = instance_names(job);
        made.has_needs = job.body->find("needs") != nullptr;
        return made;
    }

    /// Who waits for whom among the jobs of this pipeline.
    void link(Selection& selection) const {
        std::unordered_map<std::string_view, const SelectedJob*> there;
        for (const SelectedJob& each : selection.jobs) {
            if (each.verdict == Verdict::not_run) continue;
            there.emplace(each.job->name, &each);
            for (const std::string& instance : each.instances) there.emplace(instance, &each);
        }
        for (SelectedJob& each : selection.jobs) {
            if (each.verdict == Verdict::not_run) continue;
            for (const Need& need : needs_of(*each.job)) {
                if (there.contains(need.job)) {
                    each.needs.push_back(need.job);
                    continue;
                }
                if (need.optional || selection.remarks.size() >= 1'000 || pipeline_.find_job(need.job) == nullptr) continue;
                selection.remarks.push_back({.gravity = each.verdict == Verdict::runs ? Gravity::error : Gravity::warning,
                                             .rule = "needs-absent",
                                             .origin = need.origin,
                                             .message = fmt::format("'{}' needs '{}', which is not in the pipeline for {}", each.job->name,
                                                                    need.job, describe(circumstances_)),
                                             .hint = "give both the same rules, or write 'optional: true'"});
            }
        }
    }

    const Pipeline& pipeline_;
    const ProjectFiles& files_;
    const Circumstances& circumstances_;
    Variables given_;
    Variables variables_;
    bool workflow_has_rules_ = false;
};

} // namespace

Selection select_jobs(const Pipeline& pipeline, const ProjectFiles& files, const Circumstances& circumstances) {
    return Selector(pipeline, files, circumstances).run();
}

} // namespace squire::pipeline
