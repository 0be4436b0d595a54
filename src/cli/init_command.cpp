// SPDX-License-Identifier: MIT
#include "cli/init_command.h"

#include <memory>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/text.h"
#include "cli/workspace_session.h"
#include "workspace/initialisation.h"

namespace squire::cli {
namespace {

struct Arguments {
    std::string project;
    std::string folder;
    std::string branch;
};

int init(const Arguments& arguments, Environment& environment) {
    const auto make_store = [&](const std::filesystem::path& root) -> Result<void> {
        const auto store = store::Store::open(store_place_of(root), environment.clock, store::Opening::create);
        return store ? Result<void>() : std::unexpected(store.error());
    };
    const auto made = workspace::make_workspace(
        {.project = arguments.project, .folder = arguments.folder, .branch = arguments.branch, .cancellation = &environment.cancellation},
        make_store);
    if (!made) {
        print_error(environment, made.error());
        return exit_code_for(made.error());
    }
    const std::string root = printable(made->root.string());
    environment.out << fmt::format("A workspace for {}: {}\n", printable(made->settings.project_name), root)
                    << "  squire.toml   its settings, with what each means\n"
                    << "  sandbox/      a clone of the project, which cannot push\n"
                    << "  .squire/      the store of findings, and reports\n\n"
                    << fmt::format("Next: cd {} && squire scan\n", root);
    return kClean;
}

} // namespace

void add_init_command(CLI::App& program, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command = program.add_subcommand("init", "Make a workspace for one project: settings, a sandbox clone, a store of findings");
    command->add_option("PROJECT", arguments->project, "A folder with a git repository, or an address that git clones from; it is only read")
        ->required();
    command->add_option("FOLDER", arguments->folder, "Which to make; without it, squire-<project> here");
    command->add_option("--branch", arguments->branch, "A branch or tag to clone; without it, what the project has checked out")
        ->type_name("NAME");
    command->footer("Inside a workspace, commands need no arguments, and scans are recorded.\n"
                    "Examples:\n"
                    "  squire init ~/src/shop\n"
                    "  squire init https://gitlab.com/acme/shop.git internship/shop\n"
                    "  cd squire-shop && squire scan && squire triage");
    command->callback([arguments, &action] { action = [arguments](Environment& environment) { return init(*arguments, environment); }; });
}

} // namespace squire::cli
