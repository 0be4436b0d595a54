// SPDX-License-Identifier: MIT
#include "cli/integrate_command.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/text.h"
#include "cli/help.h"
#include "cli/integrate_output.h"
#include "integrate/integrate.h"
#include "journey/integration_files.h"
#include "workspace/workspace.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
    std::string project;
    std::vector<std::string> scanners;
    std::string style = "template";
    std::string tier = "free";
    std::string file;
    std::string branch = "squire-security-scanners";
    std::string output;
    bool diff = false;
    bool json = false;
};

/// What is to be read and written: the folder that was named; without one, the sandbox clone of the workspace around, or else the folder one is in.
Result<fs::path> project_of(const Arguments& arguments) {
    if (arguments.project.empty()) {
        const auto found = workspace::find_workspace(fs::current_path());
        if (!found) return std::unexpected(found.error());
        return *found ? (*found)->sandbox() : fs::current_path();
    }
    std::error_code error;
    if (!fs::is_directory(arguments.project, error))
        return fail(ErrorKind::not_found, "there is no such folder", arguments.project, "PROJECT is a folder, best with a git repository");
    return fs::path(arguments.project);
}

int write_branch(const integrate::Plan& plan, const fs::path& project, const Arguments& arguments, Environment& environment) {
    if (plan.commit_id.empty()) {
        print_error(environment, {ErrorKind::usage, "this folder is in no git repository, so there is no branch to make", project.string(),
                                  "--diff shows the change"});
        return kUsage;
    }
    const auto commit = integrate::carry_out(plan, project, arguments.branch, environment.clock.now());
    if (!commit) {
        print_error(environment, commit.error());
        return exit_code_for(commit.error());
    }
    if (!arguments.json)
        environment.out << fmt::format("{} {} on the branch {}\n", commit->made ? "Commit" : "Nothing new: commit", commit->id.substr(0, 12),
                                       printable(arguments.branch));
    return kClean;
}

int integrate(const Arguments& arguments, Environment& environment) {
    const auto project = project_of(arguments);
    if (!project) {
        print_error(environment, project.error());
        return kUsage;
    }
    Problems problems;
    const integrate::Request request{.project = *project,
                                     .scanners = arguments.scanners,
                                     .style = arguments.style == "component" ? integrate::Style::component : integrate::Style::template_include,
                                     .tier = arguments.tier == "ultimate"  ? pipeline::Tier::ultimate
                                             : arguments.tier == "premium" ? pipeline::Tier::premium
                                                                           : pipeline::Tier::free,
                                     .file = arguments.file,
                                     .workers = std::max(1U, std::thread::hardware_concurrency()),
                                     .cancellation = &environment.cancellation};
    const auto plan = integrate::make_plan(request, problems);
    print_problems(environment, problems.list(), problems.left_out());
    if (environment.cancellation.requested()) {
        environment.err << "squire: interrupted; nothing was written\n";
        return kIncomplete;
    }
    if (!plan) {
        print_error(environment, plan.error());
        return exit_code_for(plan.error());
    }
    const auto shown = journey::without_secrets(*plan);
    if (!shown) {
        print_error(environment, shown.error());
        return kIncomplete;
    }
    environment.out << (arguments.json ? journey::plan_as_json(*shown) : format_plan(*shown));
    if (plan->before == plan->after) {
        if (!arguments.json) environment.out << "Nothing to add.\n";
        return kClean;
    }
    if (arguments.diff && !arguments.json) environment.out << '\n' << shown->diff;
    if (!arguments.output.empty()) {
        if (const auto written = journey::write_plan(arguments.output, *shown); !written) {
            print_error(environment, written.error());
            return kIncomplete;
        }
        environment.err << fmt::format("squire: the merge request's text is in {}\n",
                                       printable((fs::path(arguments.output) / "merge-request.md").string()));
    }
    return arguments.diff ? kClean : write_branch(*plan, *project, arguments, environment);
}

} // namespace

void add_integrate_command(CLI::App& program, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command =
        program.add_subcommand("integrate", "Put GitLab's security scanners into a project's pipeline, without changing what it does");
    std::string ids;
    for (const auto& scanner : integrate::gitlab_scanners()) ids += (ids.empty() ? "" : ", ") + scanner.id;
    command->add_option("PROJECT", arguments->project,
                        "A folder with a git repository; without it, the workspace's sandbox clone, or where you are");
    command->add_option("--scanners", arguments->scanners, "Only these, with commas between: " + ids)
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("LIST");
    command->add_option("--style", arguments->style, "template or component")
        ->check(one_of({"template", "component"}))
        ->capture_default_str()
        ->type_name("STYLE");
    command->add_option("--tier", arguments->tier, "What the project's GitLab is: free, premium or ultimate")
        ->check(one_of({"free", "premium", "ultimate"}))
        ->capture_default_str()
        ->type_name("TIER");
    command->add_option("--file", arguments->file, "The pipeline's path in the project, where it is not .gitlab-ci.yml")->type_name("PATH");
    CLI::Option* const diff = command->add_flag("--diff", arguments->diff, "Show the change and write nothing");
    command->add_option("--branch", arguments->branch, "The branch to make")->capture_default_str()->type_name("NAME")->excludes(diff);
    command->add_option("-o,--output", arguments->output, "Write the merge request's text, the commit message and the change there")
        ->type_name("DIR");
    command->add_flag("--json", arguments->json, "Print the plan as JSON");
    command->footer("The change is read from and made on the commit that is checked out; files and index stay as they are.\n"
                    "Examples:\n  squire integrate ~/src/project --diff\n  squire integrate ~/src/project --branch ci-scanners -o out\n"
                    "  squire integrate . --scanners sast,secret-detection --style component\n"
                    "Exit codes: 0 done, or nothing to add; 2 it cannot be done, and nothing was written; 3 incomplete.");
    command->callback([arguments, &action] { action = [arguments](Environment& environment) { return integrate(*arguments, environment); }; });
}

} // namespace squire::cli
