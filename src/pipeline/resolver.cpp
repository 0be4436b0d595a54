// SPDX-License-Identifier: MIT
//
// In GitLab's order: includes, then `extends`, then `!reference`, then defaults. So an included file may extend what the including one has, and a
// reference sees what a job has inherited.
#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "base/nearest_word.h"
#include "base/text.h"
#include "pipeline/includes.h"
#include "pipeline/pipeline.h"

namespace squire::pipeline {

namespace {

constexpr int kExtendsDepth = 10; // GitLab's
constexpr int kReferenceDepth = 10; // GitLab's

constexpr std::array<std::string_view, 12> kGlobals = {"spec",  "image",   "services", "before_script", "after_script", "variables",
                                                       "cache", "default", "stages",   "types",         "include",      "workflow"};
constexpr std::array<std::string_view, 13> kDefaults = {"after_script", "artifacts", "before_script", "cache",         "hooks",
                                                        "id_tokens",    "identity",  "image",         "interruptible", "retry",
                                                        "services",     "tags",      "timeout"};

class Extender {
public:
    Extender(const SettingPtr& root, Pipeline& pipeline, Budget& budget) : root_(root), pipeline_(pipeline), budget_(budget) {
        for (const SettingEntry& entry : root->entries) by_name_.emplace(entry.key, &entry);
    }

    std::unordered_set<std::string> lacking; // jobs whose base is not there

    SettingPtr run() {
        std::vector<SettingEntry> entries;
        entries.reserve(root_->entries.size());
        for (const SettingEntry& entry : root_->entries)
            entries.push_back({.key = entry.key, .value = is_global_keyword(entry.key) ? entry.value : extended(entry), .origin = entry.origin});
        return make_mapping(std::move(entries), root_->origin);
    }

private:
    SettingPtr extended(const SettingEntry& entry) { // NOLINT(misc-no-recursion): kExtendsDepth
        if (!entry.value->is(SettingKind::mapping)) return entry.value;
        const Setting* extends = entry.value->find("extends");
        if (extends == nullptr) return entry.value;
        if (const auto known = done_.find(entry.key); known != done_.end()) return known->second;
        SettingPtr below = make_mapping({}, entry.value->origin);
        stack_.push_back(entry.key);
        for (const Setting* name : flat_scalars(*extends)) {
            const auto found = by_name_.find(name->text);
            if (found == by_name_.end() || is_global_keyword(name->text) || !found->second->value->is(SettingKind::mapping)) {
                missing(*name);
                lacking.insert(entry.key);
            } else if (std::ranges::find(stack_, name->text) != stack_.end()) {
                remark("extends-cycle", name->origin, fmt::format("'{}' extends itself, through '{}'", name->text, entry.key),
                       "break the circle");
            } else if (stack_.size() > static_cast<std::size_t>(kExtendsDepth)) {
                remark("deep-extends", name->origin, fmt::format("'{}' is more than {} levels of extends deep", stack_.front(), kExtendsDepth),
                       "GitLab takes no more");
            } else {
                below = deep_merge(below, extended(*found->second), budget_);
                if (lacking.contains(name->text)) lacking.insert(entry.key);
            }
        }
        stack_.pop_back();
        std::vector<SettingEntry> own;
        for (const SettingEntry& each : entry.value->entries)
            if (each.key != "extends") own.push_back(each);
        SettingPtr made = deep_merge(below, make_mapping(std::move(own), entry.value->origin), budget_);
        done_.emplace(entry.key, made);
        return made;
    }

    void missing(const Setting& name) {
        if (!names_) {
            names_.emplace();
            for (const SettingEntry& entry : root_->entries)
                if (!is_global_keyword(entry.key)) names_->push_back(entry.key);
        }
        const bool unknown = !pipeline_.unread.empty();
        const std::string_view near = names_->size() > 5'000 ? std::string_view() : nearest_word(name.text, *names_);
        std::string hint = !near.empty() ? fmt::format("did you mean '{}'?", near)
                           : unknown     ? "it may come from an include that cannot be read here"
                                         : "write it, or include the file that has it";
        remark("unknown-extends", name.origin, fmt::format("there is no job '{}' to extend", shorten(name.text, 120)), std::move(hint),
               unknown ? Gravity::note : Gravity::error);
    }

    void remark(std::string_view rule, Origin origin, std::string message, std::string hint, Gravity gravity = Gravity::error) {
        if (pipeline_.remarks.size() < 1'000)
            pipeline_.remarks.push_back(
                {.gravity = gravity, .rule = rule, .origin = origin, .message = std::move(message), .hint = std::move(hint)});
    }

    const SettingPtr& root_;
    Pipeline& pipeline_;
    Budget& budget_;
    std::unordered_map<std::string_view, const SettingEntry*> by_name_;
    std::unordered_map<std::string, SettingPtr> done_;
    std::vector<std::string> stack_;
    std::optional<std::vector<std::string_view>> names_; // made where one is missing
};

class References {
public:
    References(const SettingPtr& root, Pipeline& pipeline) : pipeline_(pipeline) {
        for (const SettingEntry& entry : root->entries) by_name_.emplace(entry.key, entry.value);
    }

    SettingPtr run(const SettingPtr& setting) { // NOLINT(misc-no-recursion): bounded by the depth and kReferenceDepth
        if (setting->is(SettingKind::scalar) || setting->is(SettingKind::nothing)) return setting;
        if (const auto known = done_.find(setting.get()); known != done_.end()) return known->second;
        SettingPtr made = setting->is(SettingKind::reference) ? followed(setting) : children(setting);
        if (made->depth > kSettingDepthLimit) made = make_nothing(setting->origin); // the whole is refused for its weight or this
        done_.emplace(setting.get(), made);
        return made;
    }

private:
    SettingPtr children(const SettingPtr& setting) { // NOLINT(misc-no-recursion): as run
        bool changed = false;
        std::vector<SettingPtr> items;
        items.reserve(setting->items.size());
        for (const SettingPtr& item : setting->items) changed = (items.emplace_back(run(item)) != item) || changed;
        std::vector<SettingEntry> entries;
        entries.reserve(setting->entries.size());
        for (const SettingEntry& entry : setting->entries) {
            entries.push_back({.key = entry.key, .value = run(entry.value), .origin = entry.origin});
            changed = changed || entries.back().value != entry.value;
        }
        if (!changed) return setting;
        return setting->is(SettingKind::list) ? make_list(std::move(items), setting->origin) : make_mapping(std::move(entries), setting->origin);
    }

    SettingPtr followed(const SettingPtr& reference) { // NOLINT(misc-no-recursion): kReferenceDepth
        std::string path;
        for (const SettingPtr& name : reference->items) path += (path.empty() ? "" : ", ") + name->text;
        const auto stop = [&](std::string_view rule, std::string message, std::string hint, Gravity gravity = Gravity::error) {
            if (pipeline_.remarks.size() < 1'000)
                pipeline_.remarks.push_back(
                    {.gravity = gravity, .rule = rule, .origin = reference->origin, .message = std::move(message), .hint = std::move(hint)});
            return reference; // stays what it is: unknown
        };
        if (std::ranges::find(open_, reference.get()) != open_.end())
            return stop("reference-cycle", fmt::format("[{}] refers to itself", path), "break the circle");
        if (open_.size() >= static_cast<std::size_t>(kReferenceDepth))
            return stop("deep-reference", fmt::format("[{}] is more than {} references deep", path, kReferenceDepth), "GitLab takes no more");
        const auto found = reference->items.empty() ? by_name_.end() : by_name_.find(reference->items.front()->text);
        SettingPtr target = found == by_name_.end() ? nullptr : found->second;
        for (std::size_t at = 1; target && at < reference->items.size(); ++at) {
            const SettingEntry* entry = target->entry(reference->items[at]->text);
            target = entry == nullptr ? nullptr : entry->value;
        }
        if (!target) {
            const bool unknown = !pipeline_.unread.empty();
            return stop("unknown-reference", fmt::format("there is nothing at [{}]", shorten(path, 200)),
                        unknown ? "it may come from an include that cannot be read here" : "name a job and one of its keys",
                        unknown ? Gravity::note : Gravity::error);
        }
        open_.push_back(reference.get());
        SettingPtr made = run(target);
        open_.pop_back();
        return made;
    }

    Pipeline& pipeline_;
    std::unordered_map<std::string_view, SettingPtr> by_name_;
    std::unordered_map<const Setting*, SettingPtr> done_;
    std::vector<const Setting*> open_;
};

std::vector<std::string> effective_stages(const Setting* written) {
    std::vector<std::string> stages{".pre"};
    std::unordered_set<std::string> seen{".pre", ".post"};
    if (written == nullptr || written->is(SettingKind::nothing)) {
        for (const std::string_view stage : {"build", "test", "deploy"}) stages.emplace_back(stage);
    } else {
        for (const Setting* stage : flat_scalars(*written))
            if (seen.insert(stage->text).second) stages.push_back(stage->text);
    }
    stages.emplace_back(".post");
    return stages;
}

/// Whether a job takes this key from the defaults.
bool inherits_default(const Setting& job, std::string_view key) {
    const Setting* inherit = job.find("inherit");
    const Setting* wanted = inherit == nullptr ? nullptr : inherit->find("default");
    if (wanted == nullptr || wanted->is_true()) return true;
    if (wanted->is_false()) return false;
    return std::ranges::any_of(wanted->items, [&](const SettingPtr& item) { return item->text == key; });
}

SettingPtr with_defaults(const SettingPtr& job, const Setting& root) {
    std::vector<SettingEntry> added;
    const Setting* defaults = root.find("default");
    for (const std::string_view key : kDefaults) {
        if (job->entry(key) != nullptr || !inherits_default(*job, key)) continue;
        const SettingEntry* entry = defaults == nullptr ? nullptr : defaults->entry(key);
        if (entry == nullptr) entry = root.entry(key); // the older way, at the top level
        if (entry != nullptr) added.push_back(*entry);
    }
    if (added.empty()) return job;
    added.insert(added.begin(), job->entries.begin(), job->entries.end());
    return make_mapping(std::move(added), job->origin);
}

void make_jobs(Pipeline& pipeline, const std::unordered_set<std::string>& lacking) {
    for (const SettingEntry& entry : pipeline.root->entries) {
        if (is_global_keyword(entry.key) || !entry.value->is(SettingKind::mapping)) continue;
        const std::string_view stage = entry.value->text_of("stage");
        Job job{.name = entry.key,
                .written = entry.value,
                .body = with_defaults(entry.value, *pipeline.root),
                .stage = std::string(stage),
                .origin = entry.origin};
        job.hidden = entry.key.starts_with('.');
        job.lacks_base = lacking.contains(entry.key);
        if (stage.empty()) job.stage = "test";
        pipeline.job_index.emplace(job.name, pipeline.jobs.size());
        pipeline.jobs.push_back(std::move(job));
    }
}

} // namespace

bool is_global_keyword(std::string_view key) { return std::ranges::find(kGlobals, key) != kGlobals.end(); }

std::span<const std::string_view> default_keywords() { return kDefaults; }

std::string_view variable_text(const Setting& variable) {
    return variable.is(SettingKind::mapping) ? variable.text_of("value") : std::string_view(variable.text);
}

const Job* Pipeline::find_job(std::string_view name) const {
    const auto found = job_index.find(name);
    return found == job_index.end() ? nullptr : &jobs[found->second];
}

std::string Pipeline::place_name(Origin origin) const {
    return origin.file < files.size() ? files[origin.file].yaml->place_name(origin.offset) : std::string();
}

Variables Pipeline::global_variables() const {
    Variables made;
    if (const Setting* variables = root->find("variables"))
        for (const SettingEntry& entry : variables->entries) made[entry.key] = variable_text(*entry.value);
    return made;
}

Result<Pipeline> resolve(const std::shared_ptr<const YamlFile>& file, const ProjectFiles& files, const ResolveOptions& options) {
    Pipeline pipeline;
    Budget budget;
    auto read = IncludeReader(pipeline, files, options, budget).read_all(file);
    if (!read) return std::unexpected(std::move(read.error()));
    if (!(*read)->is(SettingKind::mapping) && !(*read)->is(SettingKind::nothing))
        return fail(ErrorKind::malformed, "this is no pipeline: there is no mapping at the top", pipeline.place_name((*read)->origin),
                    "a pipeline has its jobs as keys");
    Extender extender(*read, pipeline, budget);
    const SettingPtr extended = extender.run();
    pipeline.root = References(extended, pipeline).run(extended);
    if (budget.spent() || pipeline.root->weight > kSettingWeightLimit || pipeline.root->depth > kSettingDepthLimit)
        return fail(ErrorKind::limit,
                    fmt::format("with includes, extends and references followed, this is more than {} values", kSettingWeightLimit), file->name,
                    "GitLab refuses a pipeline of this size, too");
    const Setting* stages = pipeline.root->find("stages");
    if (stages == nullptr) stages = pipeline.root->find("types");
    pipeline.stages_written = stages != nullptr && !stages->is(SettingKind::nothing);
    pipeline.stages = effective_stages(stages);
    make_jobs(pipeline, extender.lacking);
    return pipeline;
}

} // namespace squire::pipeline
