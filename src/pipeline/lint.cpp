// SPDX-License-Identifier: MIT
#include "pipeline/lint.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "pipeline/lint_job.h"
#include "pipeline/lint_scalars.h"
#include "pipeline/selection.h"

namespace squire::pipeline {

namespace {

constexpr std::size_t kNeedsLimit = 50; // GitLab's

class Linter {
public:
    explicit Linter(const Pipeline& pipeline) : pipeline_(pipeline), remarks_(pipeline) {}

    std::vector<Remark> run() {
        for (const Remark& remark : pipeline_.remarks) remarks_.add(remark);
        for (const UnreadInclude& unread : pipeline_.unread)
            remarks_.add(Gravity::note, "unread-include", unread.origin,
                         fmt::format("{} is not read: {}", printable(unread.what), unread.reason), "its jobs are unknown here, not absent");
        for (std::uint32_t file = 0; file < pipeline_.files.size(); ++file) faults(file);
        top_level();
        for (const Job& job : pipeline_.jobs) {
            lint_job(pipeline_, job, remarks_);
            if (!job.hidden) stage(job), needs(job), dependencies(job);
        }
        needs_cycles();
        lint_scalars(pipeline_, remarks_);
        return remarks_.take();
    }

private:
    /// What the YAML reader found: its places are "name:line:column".
    void faults(std::uint32_t file) {
        const YamlFile& yaml = *pipeline_.files[file].yaml;
        for (const Error& fault : yaml.faults) {
            std::size_t numbers[2] = {1, 1}; // line and column
            std::string_view place = std::string_view(fault.place).substr(std::min(yaml.name.size() + 1, fault.place.size()));
            for (std::size_t& number : numbers) {
                std::from_chars(place.data(), place.data() + place.size(), number);
                place.remove_prefix(std::min(place.find(':') == std::string_view::npos ? place.size() : place.find(':') + 1, place.size()));
            }
            std::size_t offset = yaml.line_starts.at(std::min(numbers[0], yaml.line_starts.size()) - 1);
            for (std::size_t column = 1; column < numbers[1] && offset < yaml.bytes.size(); ++column) do
                    ++offset;
                while (offset < yaml.bytes.size() && (static_cast<unsigned char>(yaml.bytes[offset]) & 0xC0U) == 0x80U);
            const bool repeated = fault.message.contains("already there");
            remarks_.add(repeated ? Gravity::warning : Gravity::error, repeated ? "duplicate-key" : "unknown-anchor",
                         {.file = file, .offset = offset}, fault.message, fault.hint);
        }
        odd_keys(file, yaml.documents.back().root);
    }

    void odd_keys(std::uint32_t file, const Node& node) { // NOLINT(misc-no-recursion): bounded by the YAML reader
        for (const Node& item : node.items) odd_keys(file, item);
        for (const Entry& entry : node.entries) {
            if (entry.key.kind == NodeKind::mapping || entry.key.kind == NodeKind::sequence)
                remarks_.add(Gravity::error, "odd-key", {.file = file, .offset = entry.key.begin},
                             fmt::format("a {} stands where a key should", entry.key.kind == NodeKind::mapping ? "mapping" : "list"),
                             "write a name there");
            odd_keys(file, entry.value);
        }
    }

    void top_level() {
        const Setting& root = *pipeline_.root;
        for (const SettingEntry& entry : root.entries) {
            const Setting& value = *entry.value;
            if (is_global_keyword(entry.key)) {
                const bool mapping = entry.key == "variables" || entry.key == "default" || entry.key == "workflow";
                const bool list = entry.key == "stages" || entry.key == "types";
                const bool wrong =
                    !value.is(SettingKind::nothing) && ((mapping && !value.is(SettingKind::mapping)) || (list && !value.is(SettingKind::list)));
                if (wrong)
                    remarks_.add(Gravity::error, "wrong-value", entry.origin,
                                 fmt::format("'{}' is to be a {}", entry.key, mapping ? "mapping" : "list"),
                                 fmt::format("see docs.gitlab.com/ci/yaml/#{}", entry.key));
                continue;
            }
            if (value.is(SettingKind::mapping) || entry.key.starts_with('.')) continue;
            remarks_.add(Gravity::error, "no-job", entry.origin,
                         fmt::format("'{}' is neither a keyword nor a job", printable(shorten(entry.key, 80))),
                         LintRemarks::near(entry.key, keywords(KeyPlace::top_level), "a job is a mapping with a script"));
        }
        if (const Setting* defaults = root.find("default")) remarks_.unknown_keys(*defaults, KeyPlace::defaults, "default");
        if (const Setting* image = root.find("image")) remarks_.unknown_keys(*image, KeyPlace::image, "image");
        if (const Setting* cache = root.find("cache"))
            for (const Setting* each : flat_items(*cache)) remarks_.unknown_keys(*each, KeyPlace::cache, "cache");
        if (const Setting* workflow = root.find("workflow")) {
            remarks_.unknown_keys(*workflow, KeyPlace::workflow, "workflow");
            if (const Setting* rules = workflow->find("rules")) lint_rules(*rules, KeyPlace::workflow_rule, remarks_);
        }
        const auto visible = [](const Job& job) { return !job.hidden; };
        if (pipeline_.unread.empty() && std::ranges::none_of(pipeline_.jobs, visible))
            remarks_.add(Gravity::error, "no-job", root.origin, "there is no job that could run", "add one: a key with a script under it");
    }

    void stage(const Job& job) {
        if (std::ranges::find(pipeline_.stages, job.stage) != pipeline_.stages.end()) return;
        const Setting* written = job.body->find("stage");
        const std::vector<std::string_view> names(pipeline_.stages.begin(), pipeline_.stages.end());
        const bool unknown = !pipeline_.unread.empty() && (!pipeline_.stages_written || written == nullptr);
        remarks_.add(unknown ? Gravity::note : Gravity::error, "unknown-stage", written == nullptr ? job.origin : written->origin,
                     fmt::format("the job '{}' is in the stage '{}', which is not among the stages", printable(shorten(job.name, 80)),
                                 printable(shorten(job.stage, 80))),
                     LintRemarks::near(job.stage, names,
                                       written == nullptr
                                           ? "a job without 'stage' is in 'test': add that stage, or give the job one that there is"
                                           : "add it to 'stages'"));
    }

    [[nodiscard]] const Job* job_named(std::string_view name) {
        if (const Job* job = pipeline_.find_job(name)) return job;
        if (instances_.empty())
            for (const Job& job : pipeline_.jobs)
                if (job.body->find("parallel") != nullptr)
                    for (std::string& instance : instance_names(job)) instances_.emplace(std::move(instance), &job);
        const auto found = instances_.find(std::string(name));
        return found == instances_.end() ? nullptr : found->second;
    }

    [[nodiscard]] std::size_t rank(const Job& job) const {
        return static_cast<std::size_t>(std::ranges::find(pipeline_.stages, job.stage) - pipeline_.stages.begin());
    }

    void unknown_job(std::string_view name, Origin origin, std::string_view rule, std::string message) {
        std::vector<std::string_view> names;
        for (const Job& job : pipeline_.jobs)
            if (!job.hidden) names.push_back(job.name);
        const bool unknown = !pipeline_.unread.empty();
        remarks_.add(
            unknown ? Gravity::note : Gravity::error, rule, origin, std::move(message),
            LintRemarks::near(name, names, unknown ? "it may come from an include that cannot be read here" : "name a job of this pipeline"));
    }

    void needs(const Job& job) {
        const std::vector<Need> needs = needs_of(job);
        if (needs.size() > kNeedsLimit)
            remarks_.add(Gravity::error, "too-many-needs", needs[kNeedsLimit].origin,
                         fmt::format("a job cannot need more than {} others", kNeedsLimit));
        for (const Need& need : needs) {
            const Job* other = job_named(need.job);
            if (other == nullptr || other->hidden) {
                if (!need.optional)
                    unknown_job(need.job, need.origin, "unknown-needs",
                                fmt::format("'{}' needs '{}', which does not exist", printable(shorten(job.name, 80)),
                                            printable(shorten(need.job, 80))));
                continue;
            }
            if (rank(*other) > rank(job) && rank(job) < pipeline_.stages.size() && rank(*other) < pipeline_.stages.size())
                remarks_.add(Gravity::error, "needs-later-stage", need.origin,
                             fmt::format("'{}' needs '{}', which is in the later stage '{}'", printable(shorten(job.name, 80)),
                                         printable(shorten(need.job, 80)), other->stage),
                             "need a job of the same stage or an earlier one");
        }
    }

    void dependencies(const Job& job) {
        const Setting* dependencies = job.body->find("dependencies");
        if (dependencies == nullptr) return;
        for (const Setting* name : flat_scalars(*dependencies)) {
            const Job* other = job_named(name->text);
            if (other == nullptr)
                unknown_job(name->text, name->origin, "unknown-dependency",
                            fmt::format("'{}' depends on '{}', which does not exist", printable(shorten(job.name, 80)),
                                        printable(shorten(name->text, 80))));
            else if (rank(*other) > rank(job) && rank(*other) < pipeline_.stages.size() && job.body->find("needs") == nullptr)
                remarks_.add(Gravity::error, "needs-later-stage", name->origin,
                             fmt::format("'{}' depends on '{}', which is in a later stage", printable(shorten(job.name, 80)),
                                         printable(shorten(name->text, 80))));
        }
    }

    /// Depth first, without recursion: a chain may be as long as there are jobs.
    void needs_cycles() {
        enum class State : std::uint8_t { fresh, open, done };
        struct Frame {
            const Job* job;
            std::vector<Need> needs;
            std::size_t next = 0;
        };
        std::unordered_map<const Job*, State> states;
        for (const Job& first : pipeline_.jobs) {
            if (first.hidden || states[&first] != State::fresh) continue;
            std::vector<Frame> stack;
            stack.push_back({.job = &first, .needs = needs_of(first)});
            states[&first] = State::open;
            while (!stack.empty()) {
                Frame& top = stack.back();
                if (top.next >= std::min(top.needs.size(), kNeedsLimit)) {
                    states[top.job] = State::done;
                    stack.pop_back();
                    continue;
                }
                const Need& need = top.needs[top.next++];
                const Job* other = job_named(need.job);
                if (other == nullptr || other->hidden) continue;
                State& state = states[other];
                if (state == State::open) {
                    remarks_.add(Gravity::error, "needs-cycle", need.origin,
                                 fmt::format("'{}' and '{}' wait for each other", printable(shorten(top.job->name, 80)),
                                             printable(shorten(need.job, 80))),
                                 "take one of the needs away");
                } else if (state == State::fresh) {
                    state = State::open;
                    stack.push_back({.job = other, .needs = needs_of(*other)});
                }
            }
        }
    }

    const Pipeline& pipeline_;
    LintRemarks remarks_;
    std::unordered_map<std::string, const Job*> instances_;
};

} // namespace

std::vector<Remark> lint(const Pipeline& pipeline) { return Linter(pipeline).run(); }

} // namespace squire::pipeline
