// SPDX-License-Identifier: MIT
#include "cli/ci_command.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/ci_output.h"
#include "cli/help.h"
#include "pipeline/graph.h"
#include "pipeline/lint.h"
#include "pipeline/selection.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
    std::string file = ".gitlab-ci.yml";
    std::string on = "push";
    std::string branch;
    std::string default_branch = "main";
    std::string tag;
    std::string tier = "free";
    std::vector<std::string> variables;
    std::vector<std::string> inputs;
    std::vector<std::string> changed;
    std::vector<std::string> projects;
    std::string output;
    bool open_merge_request = false;
    bool json = false;
    bool strict = false;
};

/// The folder that paths of includes are taken from: the nearest one above the file that is a repository, else the file's own.
fs::path root_of(const fs::path& file) {
    std::error_code error;
    fs::path folder = fs::absolute(file, error).parent_path();
    for (fs::path each = folder;; each = each.parent_path()) {
        if (fs::exists(each / ".git", error)) return each;
        if (each == each.parent_path()) return folder;
    }
}

Result<std::pair<std::string, std::string>> pair_of(const std::string& argument, std::string_view option) {
    const std::size_t equals = argument.find('=');
    if (equals == std::string::npos || equals == 0)
        return fail(ErrorKind::usage, fmt::format("{} wants NAME=VALUE", option), argument, fmt::format("as in {} NAME=value", option));
    return std::pair(argument.substr(0, equals), argument.substr(equals + 1));
}

struct Loaded {
    pipeline::FolderFiles files;
    std::vector<std::unique_ptr<pipeline::FolderFiles>> projects;
    pipeline::Circumstances circumstances;
    pipeline::Pipeline pipeline;
};

Result<pipeline::Circumstances> circumstances_of(const Arguments& arguments) {
    pipeline::Circumstances made{
        .event = *pipeline::parse_event(arguments.on), .default_branch = arguments.default_branch, .branch = arguments.branch};
    if (!arguments.tag.empty()) made.tag = arguments.tag;
    made.open_merge_request = arguments.open_merge_request;
    made.tier = arguments.tier == "ultimate"  ? pipeline::Tier::ultimate
                : arguments.tier == "premium" ? pipeline::Tier::premium
                                              : pipeline::Tier::free;
    for (const std::string& argument : arguments.variables) {
        auto variable = pair_of(argument, "--var");
        if (!variable) return std::unexpected(variable.error());
        made.variables[variable->first] = variable->second;
    }
    if (!arguments.changed.empty()) made.changed = arguments.changed;
    return made;
}

Result<Loaded> load(const Arguments& arguments, bool for_one_kind) {
    auto circumstances = circumstances_of(arguments);
    if (!circumstances) return std::unexpected(circumstances.error());
    auto bytes = read_file(arguments.file, pipeline::kYamlSizeLimit);
    if (!bytes) {
        if (bytes.error().kind == ErrorKind::not_found) bytes.error().hint = "FILE is a pipeline; without it, .gitlab-ci.yml here";
        return std::unexpected(bytes.error());
    }
    auto yaml = pipeline::read_yaml(std::move(*bytes), arguments.file);
    if (!yaml) return std::unexpected(yaml.error());
    Loaded loaded{.files = pipeline::FolderFiles(root_of(arguments.file)), .circumstances = std::move(*circumstances)};
    pipeline::ResolveOptions options;
    if (for_one_kind) options.circumstances = loaded.circumstances;
    for (const std::string& argument : arguments.inputs) {
        auto input = pair_of(argument, "--input");
        if (!input) return std::unexpected(input.error());
        options.inputs[input->first] = pipeline::make_scalar(input->second, {}, true);
    }
    for (const std::string& argument : arguments.projects) {
        auto project = pair_of(argument, "--project");
        if (!project) return std::unexpected(project.error());
        loaded.projects.push_back(std::make_unique<pipeline::FolderFiles>(project->second));
        options.projects[project->first] = loaded.projects.back().get();
    }
    auto resolved = pipeline::resolve(std::make_shared<const pipeline::YamlFile>(std::move(*yaml)), loaded.files, options);
    if (!resolved) return std::unexpected(resolved.error());
    loaded.pipeline = std::move(*resolved);
    return loaded;
}

int lint(const Arguments& arguments, Environment& environment) {
    const auto loaded = load(arguments, false);
    if (!loaded) {
        print_error(environment, loaded.error());
        return exit_code_for(loaded.error());
    }
    const std::vector<pipeline::Remark> remarks = pipeline::lint(loaded->pipeline);
    environment.out << (arguments.json ? remarks_as_json(loaded->pipeline, remarks)
                                       : format_remarks(loaded->pipeline, remarks, environment.colour));
    const pipeline::Gravity least = arguments.strict ? pipeline::Gravity::warning : pipeline::Gravity::error;
    return std::ranges::any_of(remarks, [&](const pipeline::Remark& remark) { return remark.gravity <= least; }) ? kFindings : kClean;
}

int jobs(const Arguments& arguments, Environment& environment) {
    const auto loaded = load(arguments, true);
    if (!loaded) {
        print_error(environment, loaded.error());
        return exit_code_for(loaded.error());
    }
    const pipeline::Selection selection = pipeline::select_jobs(loaded->pipeline, loaded->files, loaded->circumstances);
    environment.out << (arguments.json ? selection_as_json(loaded->pipeline, selection, loaded->circumstances)
                                       : format_selection(loaded->pipeline, selection, loaded->circumstances));
    return kClean;
}

int graph(const Arguments& arguments, Environment& environment) {
    const auto loaded = load(arguments, true);
    if (!loaded) {
        print_error(environment, loaded.error());
        return exit_code_for(loaded.error());
    }
    const pipeline::Selection selection = pipeline::select_jobs(loaded->pipeline, loaded->files, loaded->circumstances);
    const std::string title = fmt::format("{} for {}", fs::path(arguments.file).filename().string(), describe(loaded->circumstances));
    const std::string svg = pipeline::draw(loaded->pipeline, selection, title);
    if (arguments.output.empty()) {
        environment.out << svg;
        return kClean;
    }
    if (const auto written = write_file(arguments.output, svg); !written) {
        print_error(environment, written.error());
        return exit_code_for(written.error());
    }
    environment.err << fmt::format("squire: the graph is in {}\n", printable(arguments.output));
    return kClean;
}

void add_circumstances(CLI::App& command, Arguments& arguments) {
    constexpr const char* kGroup = "What the pipeline is for";
    command.add_option("--on", arguments.on, "push, merge-request, tag, schedule or web")
        ->check(one_of({"push", "merge-request", "tag", "schedule", "web"}))
        ->capture_default_str()
        ->type_name("EVENT")
        ->group(kGroup);
    command.add_option("--branch", arguments.branch, "The branch pushed to, or the source of the merge request")->type_name("B")->group(kGroup);
    command.add_option("--default-branch", arguments.default_branch, "The project's main branch")
        ->capture_default_str()
        ->type_name("B")
        ->group(kGroup);
    command.add_option("--tag", arguments.tag, "The tag, with --on tag")->type_name("T")->group(kGroup);
    command.add_flag("--open-merge-request", arguments.open_merge_request, "The branch pushed to has a merge request")->group(kGroup);
    command.add_option("--var", arguments.variables, "A variable, over those of the file; may be repeated")
        ->allow_extra_args(false)
        ->type_name("K=V")
        ->group(kGroup);
    command.add_option("--changed", arguments.changed, "A changed file, for rules with 'changes'; may be repeated")
        ->allow_extra_args(false)
        ->type_name("PATH")
        ->group(kGroup);
    command.add_option("--tier", arguments.tier, "free, premium or ultimate")
        ->check(one_of({"free", "premium", "ultimate"}))
        ->capture_default_str()
        ->type_name("TIER")
        ->group(kGroup);
}

} // namespace

void add_ci_command(CLI::App& program, std::function<int(Environment&)>& action) {
    CLI::App* const command = program.add_subcommand("ci", "Check a .gitlab-ci.yml, say which jobs would run and why, draw it");
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* what, int (*work)(const Arguments&, Environment&)) {
        auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
        CLI::App* const sub = command->add_subcommand(name, what)->group("Commands");
        sub->add_option("FILE", arguments->file, "The pipeline")->capture_default_str();
        sub->add_option("--project", arguments->projects, "Where another project's files are, for its includes: group/name=DIR")
            ->allow_extra_args(false)
            ->type_name("P=DIR");
        sub->add_option("--input", arguments->inputs, "An input, where the file has spec:inputs; may be repeated")
            ->allow_extra_args(false)
            ->type_name("K=V");
        sub->callback(
            [arguments, work, &action] { action = [arguments, work](Environment& environment) { return work(*arguments, environment); }; });
        return std::pair(sub, arguments);
    };
    const auto [lint_command, lint_arguments] = add("lint", "What is wrong with it, with line and column", lint);
    lint_command->add_flag("--json", lint_arguments->json, "As JSON");
    lint_command->add_flag("--strict", lint_arguments->strict, "Exit with 1 for warnings, too");
    lint_command->footer("Examples:\n  squire ci lint\n  squire ci lint --strict ci/release.yml\n"
                         "Exit codes: 0 no errors, 1 errors, 2 wrong usage or no YAML.");
    const auto [jobs_command, jobs_arguments] = add("jobs", "Which jobs would run, in which stage, and why or why not", jobs);
    add_circumstances(*jobs_command, *jobs_arguments);
    jobs_command->add_flag("--json", jobs_arguments->json, "As JSON");
    jobs_command->footer("Examples:\n  squire ci jobs --on merge-request\n  squire ci jobs --on push --branch topic --var DEPLOY=yes\n"
                         "  squire ci jobs --on push --changed docs/a.md");
    const auto [graph_command, graph_arguments] = add("graph", "Stages, jobs and needs as SVG", graph);
    add_circumstances(*graph_command, *graph_arguments);
    graph_command->add_option("-o,--output", graph_arguments->output, "Write it there instead of to standard output")->type_name("FILE");
    graph_command->footer("Example:\n  squire ci graph --on merge-request -o pipeline.svg");
}

} // namespace squire::cli
