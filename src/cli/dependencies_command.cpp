// SPDX-License-Identifier: MIT
#include "cli/dependencies_command.h"

#include <algorithm>
#include <memory>
#include <ostream>
#include <string>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/text.h"
#include "cli/help.h"
#include "cli/terminal_progress.h"
#include "dependencies/collect.h"
#include "dependencies/inventory_data.h"
#include "dependencies/inventory_text.h"
#include "source/commit_source.h"
#include "source/directory_source.h"

namespace squire::cli {
namespace {

struct Arguments {
    std::string path = ".";
    std::string commit;
    std::string format = "table";
    std::string package;
    std::uint64_t largest_megabytes = 64;
    unsigned jobs = 0;
};

Result<dependencies::PackageInventory> collect(const Arguments& arguments, Environment& environment, Problems& problems) {
    auto source = arguments.commit.empty() ? source::open_directory(arguments.path, {.mark_ignored = true})
                                           : source::open_commit(arguments.path, arguments.commit);
    if (!source) return std::unexpected(source.error());
    return dependencies::collect_packages(**source,
                                          {.workers = arguments.jobs != 0 ? arguments.jobs : std::max(1U, std::thread::hardware_concurrency()),
                                           .largest_file = arguments.largest_megabytes << 20U,
                                           .cancellation = &environment.cancellation,
                                           .progress = nullptr},
                                          problems);
}

dependencies::TextStyle style_of(const Environment& environment) { return {.colour = environment.colour, .width = environment.width}; }

using Show = int (*)(const Arguments&, const dependencies::PackageInventory&, Environment&);

int run(const Arguments& arguments, Environment& environment, Show show) {
    Problems problems;
    const auto inventory = collect(arguments, environment, problems);
    if (!inventory) {
        print_error(environment, inventory.error());
        return exit_code_for(inventory.error());
    }
    const int code = show(arguments, *inventory, environment);
    print_problems(environment, problems.list(), problems.left_out());
    if (environment.cancellation.requested()) {
        environment.err << "squire: interrupted; what was found until then is shown\n";
        return kIncomplete;
    }
    return code == kClean && problems.incomplete() ? kIncomplete : code;
}

int list(const Arguments& arguments, const dependencies::PackageInventory& inventory, Environment& environment) {
    if (arguments.format == "json")
        environment.out << dependencies::write_inventory_json(inventory);
    else if (arguments.format == "csv")
        environment.out << dependencies::write_inventory_csv(inventory);
    else
        environment.out << dependencies::format_list(inventory, style_of(environment));
    return kClean;
}

int tree(const Arguments&, const dependencies::PackageInventory& inventory, Environment& environment) {
    environment.out << dependencies::format_tree(inventory, style_of(environment));
    return kClean;
}

int why(const Arguments& arguments, const dependencies::PackageInventory& inventory, Environment& environment) {
    const auto text = dependencies::format_why(inventory, arguments.package, style_of(environment));
    if (!text) {
        print_error(environment, text.error());
        return kUsage;
    }
    environment.out << *text;
    return kClean;
}

} // namespace

void add_dependencies_command(CLI::App& program, std::function<int(Environment&)>& action) {
    CLI::App* const command = program.add_subcommand("dependencies", "List the packages a project is built from, by its lockfiles");
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* what, Show show, bool of_package) {
        auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
        CLI::App* const sub = command->add_subcommand(name, what)->group("Commands");
        if (of_package) sub->add_option("PACKAGE", arguments->package, "The package's name")->required();
        sub->add_option("PATH", arguments->path, "A folder, or one lockfile")->capture_default_str();
        sub->add_option("--commit", arguments->commit, "The files of one commit, instead of those in the folder")->type_name("REV");
        sub->add_option("--max-file-size", arguments->largest_megabytes, "Skip files larger than this, in MB, and say so")
            ->check(number_between(1, 4000))
            ->capture_default_str()
            ->type_name("MB");
        sub->add_option("-j,--jobs", arguments->jobs, "Threads; without it, one for each processor")
            ->check(number_between(1, 256))
            ->type_name("N");
        sub->callback(
            [arguments, show, &action] { action = [arguments, show](Environment& environment) { return run(*arguments, environment, show); }; });
        return std::pair(sub, arguments);
    };
    const auto [list_command, list_arguments] = add("list", "All packages, file by file", list, false);
    list_command->add_option("-f,--format", list_arguments->format, "What to print: table, json or csv")
        ->check(one_of({"table", "json", "csv"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    list_command->footer("Examples:\n"
                         "  squire dependencies list\n"
                         "  squire dependencies list --format json ~/src/project\n"
                         "  squire dependencies list package-lock.json\n"
                         "Locks that git ignores are listed, and marked.\n"
                         "Exit codes: 0 all was read, 2 wrong usage, 3 some could not be read.");
    add("tree", "What needs what", tree, false).first->footer("Example:\n  squire dependencies tree ~/src/project");
    add("why", "Through which chain a package comes in", why, true).first->footer("Example:\n  squire dependencies why lodash ~/src/project");
}

} // namespace squire::cli
