// SPDX-License-Identifier: MIT
#include "integrate/edit.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "pipeline/additions.h"
#include "pipeline/selection.h"

namespace squire::integrate {

namespace {

using namespace pipeline;

/// The defaults that would reach into an analyzer's job and break or slow it: it has an image and a script of its own.
constexpr std::array<std::string_view, 7> kHarmful = {"before_script", "after_script", "services", "cache", "artifacts", "hooks", "image"};
/// Those that it should have, too: the project's runners may be found by tags alone.
constexpr std::array<std::string_view, 6> kHarmless = {"tags", "retry", "interruptible", "timeout", "id_tokens", "identity"};

/// Where a scanner's job can stand when its own stage is missing, the fittest first.
constexpr std::array<std::string_view, 11> kFittingStages = {"security", "scan", "sast",    "analysis", "analyze", "test",
                                                             "check",    "lint", "quality", "verify",   "qa"};

bool has_default(const Setting& root, std::string_view key) {
    const Setting* defaults = root.find("default");
    const Setting* value = defaults == nullptr ? nullptr : defaults->find(key);
    if (value == nullptr) value = root.find(key);
    return value != nullptr && !value->is(SettingKind::nothing);
}

std::string joined(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, ", ")); }

class Editor {
public:
    Editor(const YamlFile& file, const Pipeline& pipeline, const ProjectFiles& files, const EditRequest& request)
        : edit_{.file = file, .notes = {}}, pipeline_(pipeline), files_(files), request_(request) {}

    Result<Edit> run() {
        by_requests_ = works_by_requests();
        // Where scanners of GitLab's are there already, a variable of the whole pipeline would reach those, too.
        alone_ = std::ranges::all_of(pipeline_.files, &IncludedFile::own);
        for (const ChosenScanner& chosen : request_.scanners) {
            auto stage = place(chosen);
            if (!stage) return std::unexpected(std::move(stage.error()));
            if (auto done = include(chosen, *stage); !done) return std::unexpected(std::move(done.error()));
            if (auto done = settings(chosen, *stage); !done) return std::unexpected(std::move(done.error()));
            for (const auto& [name, value] : chosen.suitability.variables)
                if (auto done = variable(name, value, ""); !done) return std::unexpected(std::move(done.error()));
        }
        if (auto done = merge_request_pipelines(); !done) return std::unexpected(std::move(done.error()));
        if (auto done = exclusions(); !done) return std::unexpected(std::move(done.error()));
        return std::move(edit_);
    }

private:
    Result<void> apply(Result<YamlFile> changed) {
        if (!changed) return std::unexpected(std::move(changed.error()));
        edit_.file = std::move(*changed);
        return {};
    }

    [[nodiscard]] bool is_stage(std::string_view name) const { return std::ranges::find(pipeline_.stages, name) != pipeline_.stages.end(); }

    [[nodiscard]] std::size_t rank(std::string_view stage) const {
        return static_cast<std::size_t>(std::ranges::find(pipeline_.stages, stage) - pipeline_.stages.begin());
    }

    /// The stage for a scanner's job: its own where there is one that comes late enough, else one that fits, else a new one.
    Result<std::string> place(const ChosenScanner& chosen) {
        const std::string& own = chosen.scanner->stage;
        const std::string& after = chosen.suitability.after_stage;
        const std::size_t least = after.empty() ? 0 : rank(after) + 1;
        if (is_stage(own) && rank(own) >= least) return own;
        for (const std::string& added : added_stages_)
            if (added == own) return own;
        if (pipeline_.stages_written || !after.empty()) {
            for (const std::string_view fitting : kFittingStages)
                for (std::size_t at = std::max<std::size_t>(least, 1); at + 1 < pipeline_.stages.size(); ++at)
                    if (to_lower(pipeline_.stages[at]).contains(fitting)) {
                        const std::string& stage = pipeline_.stages[at];
                        note(fmt::format("The job of {} stands in the stage `{}`{}.", chosen.scanner->title, stage,
                                         after.empty() ? fmt::format(", because there is no stage `{}`", own)
                                                       : fmt::format(", after `{}`, where the image is built", after)));
                        return stage;
                    }
            if (!after.empty()) {
                note(fmt::format("The job of {} stands in `.post`: no stage comes after `{}`, where the image is built.", chosen.scanner->title,
                                 after));
                return ".post";
            }
        }
        const Entry* written = pipeline_document(edit_.file).root.find("stages");
        const bool elsewhere = written == nullptr && pipeline_.stages_written; // in an included file: a list here would replace that one
        if (elsewhere) return last_resort(chosen);
        auto added = add_stage(edit_.file, own, stage_before(own));
        if (!added) return last_resort(chosen);
        edit_.file = std::move(*added);
        added_stages_.push_back(own);
        note(fmt::format("The stage `{}` is new: {} needs it.", own, chosen.scanner->title));
        return own;
    }

    [[nodiscard]] std::string stage_before(std::string_view own) const {
        if (own == "dast" || own == "fuzz") return {}; // after all others
        std::string before;
        for (const std::string& stage : pipeline_.stages) {
            if (stage.starts_with('.')) continue;
            const std::string lower = to_lower(stage);
            if (lower.contains("deploy") || lower.contains("release") || lower.contains("publish")) break;
            before = stage;
        }
        return before;
    }

    Result<std::string> last_resort(const ChosenScanner& chosen) {
        std::string last;
        for (const std::string& stage : pipeline_.stages)
            if (!stage.starts_with('.')) last = stage;
        if (last.empty()) last = ".post";
        note(fmt::format("The job of {} stands in the stage `{}`: its own, `{}`, cannot be added to the stages here.", chosen.scanner->title,
                         last, chosen.scanner->stage));
        return last;
    }

    [[nodiscard]] bool as_component(const ChosenScanner& chosen) const {
        return request_.style == Style::component && !chosen.scanner->component.empty();
    }

    Result<void> include(const ChosenScanner& chosen, const std::string& stage) {
        const GitlabScanner& scanner = *chosen.scanner;
        std::vector<ValueEntry> entries;
        if (as_component(chosen))
            entries.push_back(
                {.key = "component", .value = Value::scalar(fmt::format("$CI_SERVER_FQDN/components/{}@~latest", scanner.component))});
        else
            entries.push_back({.key = "template", .value = Value::scalar(scanner.template_name)});
        if (takes_stage(chosen) && stage != scanner.stage)
            entries.push_back({.key = "inputs", .value = Value::mapping({{.key = "stage", .value = Value::scalar(stage)}})});
        return apply(add_include(edit_.file, Value::mapping(std::move(entries))));
    }

    /// Whether the stage is an input, so that nothing has to be overridden.
    [[nodiscard]] bool takes_stage(const ChosenScanner& chosen) const {
        return as_component(chosen) || chosen.scanner->template_name.contains(".v2.");
    }

    Result<void> settings(const ChosenScanner& chosen, const std::string& stage) {
        std::vector<ValueEntry> entries;
        if (stage != chosen.scanner->stage && !takes_stage(chosen)) entries.push_back({.key = "stage", .value = Value::scalar(stage)});
        std::vector<std::string> harmful;
        for (const std::string_view key : kHarmful)
            if (key != "image" && has_default(*pipeline_.root, key)) harmful.emplace_back(key);
        if (!harmful.empty()) {
            std::vector<Value> kept;
            for (const std::string_view key : kHarmless)
                if (has_default(*pipeline_.root, key)) kept.push_back(Value::scalar(std::string(key)));
            Value wanted = kept.empty() ? Value::word("false") : Value::sequence(std::move(kept));
            entries.push_back({.key = "inherit", .value = Value::mapping({{.key = "default", .value = std::move(wanted)}})});
            note_once(fmt::format(
                "The project's default {} would reach into the analyzers' jobs, which have images of their own; `inherit` keeps {} out.",
                joined(harmful), harmful.size() == 1 ? "it" : "them"));
        }
        std::vector<ValueEntry> variables;
        const Variables global = pipeline_.global_variables();
        const auto strategy = global.find("GIT_STRATEGY");
        if (strategy != global.end() && strategy->second == "none" && chosen.scanner->stage == "test" &&
            chosen.scanner->id != "container-scanning") {
            variables.push_back({.key = "GIT_STRATEGY", .value = Value::scalar("fetch")});
            note_once("`GIT_STRATEGY: none` holds for the whole pipeline; the analyzers need the sources and fetch them.");
        }
        if (by_requests_ && !alone_) variables.push_back({.key = "AST_ENABLE_MR_PIPELINES", .value = Value::scalar("true")});
        if (!variables.empty()) entries.push_back({.key = "variables", .value = Value::mapping(std::move(variables))});
        if (entries.empty()) return {};
        return apply(add_top_level(edit_.file, chosen.scanner->job, Value::mapping(std::move(entries))));
    }

    /// A variable that the project has set already is the project's to change.
    Result<void> variable(const std::string& name, const std::string& value, std::string said) {
        const Variables global = pipeline_.global_variables();
        if (global.contains(name)) {
            note(fmt::format("`{}` is already set and stays as it is.", name));
            return {};
        }
        if (auto done = apply(add_variable(edit_.file, name, value)); !done) return done;
        if (!said.empty()) note(std::move(said));
        return {};
    }

    /// Whether changes have pipelines of merge requests, and none of branches beside these.
    [[nodiscard]] bool works_by_requests() const {
        const auto made = [&](const Circumstances& circumstances) {
            auto whole = resolve(pipeline_.files.front().yaml, files_, {.circumstances = circumstances});
            return whole && select_jobs(*whole, files_, circumstances).made;
        };
        const auto kinds = all_circumstances(request_.default_branch);
        return made(kinds[3]) && !made(kinds[2]);
    }

    Result<void> merge_request_pipelines() {
        if (!by_requests_) return {};
        std::string said = "The project works by merge request pipelines, so the scanners run in those (`AST_ENABLE_MR_PIPELINES`), and no "
                           "second pipeline comes of it.";
        if (alone_) return variable("AST_ENABLE_MR_PIPELINES", "true", std::move(said));
        note(std::move(said));
        return {};
    }

    Result<void> exclusions() {
        if (request_.excluded_folders.empty()) return {};
        const std::string paths = "spec, test, tests, tmp, " + joined(request_.excluded_folders);
        const std::string why = fmt::format("{} {} only what is vendored, generated or a test", joined(request_.excluded_folders),
                                            request_.excluded_folders.size() == 1 ? "holds" : "hold");
        return variable("SAST_EXCLUDED_PATHS", paths,
                        fmt::format("SAST leaves out more than by default: {}. Secret detection still looks there.", why));
    }

    void note(std::string text) { edit_.notes.push_back(std::move(text)); }
    void note_once(std::string text) {
        if (std::ranges::find(edit_.notes, text) == edit_.notes.end()) note(std::move(text));
    }

    Edit edit_;
    const Pipeline& pipeline_;
    const ProjectFiles& files_;
    const EditRequest& request_;
    std::vector<std::string> added_stages_;
    bool by_requests_ = false;
    bool alone_ = true;
};

} // namespace

Result<Edit> add_scanners(const YamlFile& file, const Pipeline& pipeline, const ProjectFiles& files, const EditRequest& request) {
    return Editor(file, pipeline, files, request).run();
}

} // namespace squire::integrate
