// SPDX-License-Identifier: MIT
#include "integrate/integrate.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/nearest_word.h"
#include "base/text.h"
#include "integrate/commit_files.h"
#include "integrate/commit_style.h"
#include "integrate/merge_request.h"
#include "integrate/presence.h"
#include "pipeline/lint.h"
#include "pipeline/templates.h"
#include "source/inventory.h"
#include "source/open_source.h"

namespace squire::integrate {

namespace {

using namespace pipeline;

constexpr std::string_view kUsualFile = ".gitlab-ci.yml";
constexpr std::size_t kPastLimit = 300; // commits from which the style of messages is learned

struct Project {
    std::unique_ptr<ProjectFiles> files;
    const source::ProjectCommit* commit = nullptr; // null: it is in no repository
    source::Inventory inventory;
};

Result<Project> open_project(const Request& request, Problems& problems) {
    Project project;
    auto commit = source::ProjectCommit::open(request.project);
    if (commit) {
        auto files = std::make_unique<CommitFiles>(std::move(*commit));
        project.commit = &files->commit();
        project.files = std::move(files);
        auto source = source::open_source({.kind = source::SourceRequest::Kind::commit, .path = request.project, .revision = "HEAD"}, problems);
        if (!source) return std::unexpected(std::move(source.error()));
        auto inventory = source::take_inventory(**source, {.workers = request.workers, .cancellation = request.cancellation}, problems);
        if (!inventory) return std::unexpected(std::move(inventory.error()));
        project.inventory = std::move(*inventory);
        if (project.inventory.files.empty() && problems.incomplete())
            return fail(ErrorKind::unreadable, "the project's files cannot be read", request.project.string(), "what stands above says why");
        return project;
    }
    std::error_code error;
    const bool plain_folder = commit.error().kind == ErrorKind::not_found && std::filesystem::is_directory(request.project, error);
    if (!plain_folder) return std::unexpected(std::move(commit.error()));
    auto inventory = source::take_inventory(request.project, {.workers = request.workers, .cancellation = request.cancellation}, problems);
    if (!inventory) return std::unexpected(std::move(inventory.error()));
    project.inventory = std::move(*inventory);
    project.files = std::make_unique<FolderFiles>(request.project);
    return project;
}

/// A file that looks like the pipeline while the usual one is not there: GitLab lets a project set another path.
std::string other_pipeline(const ProjectFiles& files) {
    static constexpr std::array<std::string_view, 8> kPlaces = {".gitlab-ci.yaml",       ".gitlab/.gitlab-ci.yml", ".gitlab/ci/.gitlab-ci.yml",
                                                                ".gitlab/gitlab-ci.yml", ".gitlab/ci.yml",         "ci/.gitlab-ci.yml",
                                                                "ci/gitlab-ci.yml",      ".ci/.gitlab-ci.yml"};
    for (const std::string_view place : kPlaces)
        if (std::ranges::binary_search(files.paths(), place)) return std::string(place);
    return {};
}

Result<void> check_names(const Request& request) {
    std::vector<std::string_view> ids;
    for (const GitlabScanner& scanner : gitlab_scanners()) ids.push_back(scanner.id);
    for (const std::string& name : request.scanners) {
        if (find_gitlab_scanner(name) != nullptr) continue;
        const std::string_view near = nearest_word(name, ids);
        return fail(ErrorKind::usage, fmt::format("there is no scanner '{}'", name), "",
                    near.empty() ? fmt::format("there are {}", fmt::join(ids, ", ")) : fmt::format("did you mean '{}'?", near));
    }
    return {};
}

/// A job of the project that has the name of one of the template's: GitLab would merge the two.
std::string clash(const GitlabScanner& scanner, const Pipeline& pipeline, const ProjectFiles& files) {
    auto yaml = read_yaml(fmt::format("include:\n  - template: {}\n", scanner.template_name), "a template");
    if (!yaml) return {};
    const auto content = resolve(std::make_shared<const YamlFile>(std::move(*yaml)), files);
    if (!content) return {};
    for (const Job& job : content->jobs)
        if (pipeline.find_job(job.name) != nullptr) return job.name;
    return {};
}

/// Whether it sends requests to something that runs, which may be in use.
bool attacks(const GitlabScanner& scanner) { return scanner.stage == "dast" || scanner.id == "api-fuzzing"; }

Choice choose(const GitlabScanner& scanner, const Request& request, const Pipeline& pipeline, const Project& project) {
    Choice choice{.scanner = &scanner};
    const bool asked = std::ranges::find(request.scanners, scanner.id) != request.scanners.end();
    if (!request.scanners.empty() && !asked) {
        choice.reason = "it was not asked for";
        return choice;
    }
    if (auto present = find_presence(scanner, pipeline, *project.files)) {
        choice.decision = Decision::present;
        choice.reason = std::move(*present);
        return choice;
    }
    choice.suitability = judge_suitability(scanner, project.inventory, pipeline, *project.files);
    choice.reason = choice.suitability.reason;
    if (!choice.suitability.suits) return choice;
    if (const std::string name = clash(scanner, pipeline, *project.files); !name.empty()) {
        choice.reason = fmt::format("the project has a job '{}' of its own, with which GitLab would mix the template's", name);
        return choice;
    }
    if (scanner.tier == Tier::ultimate && request.tier != Tier::ultimate && !asked) {
        choice.reason = fmt::format("it needs GitLab Ultimate (would look at: {})", choice.suitability.reason);
        return choice;
    }
    if (attacks(scanner) && !asked) {
        choice.reason = fmt::format("it attacks what it is pointed at ({}); ask for it with --scanners once the maintainers agree",
                                    choice.suitability.reason);
        return choice;
    }
    choice.decision = Decision::add;
    return choice;
}

constexpr std::string_view kNewFileHead =
    "# Security scanners of GitLab. None of them can fail the pipeline (allow_failure); delete a line to leave one out.\n";

Result<void> edit(Plan& plan, const YamlFile& file, const Pipeline& pipeline, const Project& project, const Request& request) {
    EditRequest wanted{.style = request.style, .default_branch = plan.default_branch};
    for (const Choice& choice : plan.choices)
        if (choice.decision == Decision::add) wanted.scanners.push_back({.scanner = choice.scanner, .suitability = choice.suitability});
    for (const ChosenScanner& chosen : wanted.scanners)
        if (chosen.scanner->id == "sast") wanted.excluded_folders = excluded_folders(project.inventory, chosen.suitability.globs);
    plan.after = plan.before;
    if (wanted.scanners.empty()) return {};
    auto done = add_scanners(file, pipeline, *project.files, wanted);
    if (!done) return std::unexpected(std::move(done.error()));
    plan.notes = std::move(done->notes);
    plan.after = done->file.bytes;
    auto comparison = compare(file, done->file, *project.files, plan.default_branch, request.tier);
    if (!comparison) return std::unexpected(std::move(comparison.error()));
    plan.comparison = std::move(*comparison);
    if (plan.comparison.broken.empty()) return {};
    const auto& broken = plan.comparison.broken;
    std::string all;
    for (std::size_t i = 0; i < std::min<std::size_t>(broken.size(), 5); ++i) all += (i == 0 ? "" : "; ") + broken[i];
    if (broken.size() > 5) all += fmt::format("; and {} more", broken.size() - 5);
    return fail(ErrorKind::unsupported, fmt::format("the pipeline would not be what it was: {}", all), plan.file,
                "nothing was written; leave scanners out with --scanners, or add them by hand");
}

/// What keeps GitLab from reading the pipeline at all: what is added to it would never run. Other errors may be those of a branch or variable that is
/// not in use, so they are not in the way.
Result<void> check_readable(const Pipeline& pipeline) {
    static constexpr std::array<std::string_view, 3> kFatal = {"include-cycle", "odd-key", "unknown-anchor"};
    for (const Remark& remark : lint(pipeline))
        if (remark.gravity == Gravity::error && std::ranges::find(kFatal, remark.rule) != kFatal.end())
            return fail(ErrorKind::unreadable, fmt::format("GitLab refuses the pipeline as it is: {}", remark.message),
                        pipeline.place_name(remark.origin), fmt::format("mend it first ({}); squire ci lint shows all of it", remark.hint));
    return {};
}

} // namespace

Result<Plan> make_plan(const Request& request, Problems& problems) {
    if (auto known = check_names(request); !known) return std::unexpected(std::move(known.error()));
    auto project = open_project(request, problems);
    if (!project) return std::unexpected(std::move(project.error()));
    Plan plan{.file = request.file.empty() ? std::string(kUsualFile) : request.file, .default_branch = "main"};
    if (project->commit != nullptr) {
        plan.commit_id = project->commit->id();
        plan.default_branch = project->commit->default_branch();
    }
    auto bytes = project->files->read(plan.file);
    if (!bytes && bytes.error().kind != ErrorKind::not_found) return std::unexpected(std::move(bytes.error()));
    if (!bytes && !request.file.empty()) return std::unexpected(std::move(bytes.error()));
    plan.is_new = !bytes;
    if (plan.is_new) {
        if (const std::string other = other_pipeline(*project->files); !other.empty())
            return fail(ErrorKind::usage, fmt::format("there is no {}, but a {}", plan.file, other), "",
                        fmt::format("if that is the pipeline, say so: --file {}", other));
    }
    plan.before = plan.is_new ? std::string() : std::move(*bytes);
    auto yaml = read_yaml(plan.is_new ? std::string(kNewFileHead) : plan.before, plan.file);
    if (!yaml) return std::unexpected(std::move(yaml.error()));
    const auto file = std::make_shared<const YamlFile>(std::move(*yaml));
    const auto pipeline = resolve(file, *project->files);
    if (!pipeline) return std::unexpected(pipeline.error());
    if (auto readable = check_readable(*pipeline); !readable) return std::unexpected(std::move(readable.error()));
    for (const UnreadInclude& unread : pipeline->unread) plan.unread.push_back(fmt::format("{} ({})", unread.what, unread.reason));
    for (const GitlabScanner& scanner : gitlab_scanners()) plan.choices.push_back(choose(scanner, request, *pipeline, *project));
    if (auto done = edit(plan, *file, *pipeline, *project, request); !done) return std::unexpected(std::move(done.error()));
    if (plan.after == plan.before || std::ranges::none_of(plan.choices, [](const Choice& choice) { return choice.decision == Decision::add; })) {
        plan.after = plan.before;
        return plan;
    }
    auto diff = source::unified_diff(plan.before, plan.after, plan.file, plan.is_new);
    if (!diff) return std::unexpected(std::move(diff.error()));
    plan.diff = std::move(*diff);
    plan.merge_request = write_merge_request(plan, read_customs(*project->files));
    CommitStyle style;
    std::string author;
    if (project->commit != nullptr) {
        style = learn_style(project->commit->past(plan.file, kPastLimit));
        author = project->commit->author().value_or("");
    }
    plan.commit_message = compose_message(style, commit_subject(plan), commit_body(plan), author);
    return plan;
}

Result<source::CommitOnBranch> carry_out(const Plan& plan, const std::filesystem::path& repository, const std::string& branch, Time now) {
    auto commit = source::ProjectCommit::open(repository);
    if (!commit) return std::unexpected(std::move(commit.error()));
    if (commit->id() != plan.commit_id)
        return fail(ErrorKind::usage, "the repository has another commit than the one that was read", repository.string(), "run it again");
    return commit->commit({.branch = branch, .files = {{plan.file, plan.after}}, .message = plan.commit_message, .time = now});
}

} // namespace squire::integrate
