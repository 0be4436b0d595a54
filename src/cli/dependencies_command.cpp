// SPDX-License-Identifier: MIT
#include "cli/dependencies_command.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>
#include <set>
#include <string>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "advisories/index.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/dependencies_vex_command.h"
#include "cli/help.h"
#include "cli/terminal_progress.h"
#include "dependencies/collect.h"
#include "dependencies/formats_table.h"
#include "dependencies/inventory_data.h"
#include "dependencies/inventory_text.h"
#include "dependencies/licence.h"
#include "dependencies/sbom.h"
#include "dependencies/upgrade_list.h"
#include "dependencies/weakness.h"
#include "source/commit_source.h"
#include "source/directory_source.h"
#include "source/provenance.h"
#include "workspace/workspace.h"

namespace squire::cli {
namespace {

struct Arguments {
    std::string path; // empty: the sandbox of the workspace around this folder, else the folder
    std::string commit;
    std::string index;
    std::string format = "table";
    std::string package;
    std::string output;
    std::vector<std::string> allowed;
    std::vector<std::string> denied;
    bool deny_unknown = false;
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

/// What the command line says, else the workspace around this folder.
Result<dependencies::LicencePolicy> policy_of(const Arguments& arguments) {
    dependencies::LicencePolicy policy{.allowed = arguments.allowed, .denied = arguments.denied, .unknown_allowed = !arguments.deny_unknown};
    if (!policy.empty()) return policy;
    auto found = workspace::find_workspace(std::filesystem::current_path());
    if (!found) return std::unexpected(found.error());
    if (!*found) return policy;
    workspace::Settings& settings = (*found)->settings;
    return dependencies::LicencePolicy{.allowed = std::move(settings.licences_allowed),
                                       .denied = std::move(settings.licences_denied),
                                       .unknown_allowed = settings.licences_unknown};
}

dependencies::TextStyle style_of(const Environment& environment) { return {.colour = environment.colour, .width = environment.width}; }

using Show = int (*)(const Arguments&, const dependencies::PackageInventory&, Environment&);

Result<std::string> default_path() {
    const auto found = workspace::find_workspace(std::filesystem::current_path());
    if (!found) return std::unexpected(found.error());
    return *found ? (*found)->sandbox().string() : ".";
}

int run(Arguments& arguments, Environment& environment, Show show) {
    Problems problems;
    if (arguments.path.empty()) {
        auto path = default_path();
        if (!path) {
            print_error(environment, path.error());
            return exit_code_for(path.error());
        }
        arguments.path = std::move(*path);
    }
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

int licences(const Arguments& arguments, const dependencies::PackageInventory& inventory, Environment& environment) {
    const auto policy = policy_of(arguments);
    if (!policy) {
        print_error(environment, policy.error());
        return exit_code_for(policy.error());
    }
    const auto uses = dependencies::licences_of(inventory, *policy);
    if (arguments.format == "json")
        environment.out << dependencies::write_licences_json(uses);
    else
        environment.out << dependencies::format_licences(uses, style_of(environment));
    const auto denied = [](const dependencies::LicenceUse& use) { return use.verdict == dependencies::LicenceVerdict::denied; };
    return std::ranges::any_of(uses, denied) ? kFindings : kClean;
}

std::vector<const dependencies::PackageFile*> listed_files(const dependencies::PackageInventory& inventory) {
    std::vector<const dependencies::PackageFile*> files;
    for (const dependencies::PackageFile& file : inventory.files)
        if (file.counts() && !file.packages.empty()) files.push_back(&file);
    return files;
}

/// Each beside where its lock is, so that a pipeline's "**/gl-sbom-*.cdx.json" finds them; a second one of the same name gets a number.
Result<std::size_t> write_sboms(const std::filesystem::path& folder, const dependencies::PackageInventory& inventory,
                                const dependencies::SbomContext& context) {
    std::set<std::filesystem::path> taken;
    for (const dependencies::PackageFile* file : listed_files(inventory)) {
        const std::filesystem::path below = std::filesystem::path(file->path).parent_path();
        const std::string name = dependencies::cyclonedx_file_name(*file);
        std::filesystem::path place = folder / below / name;
        for (int number = 2; !taken.insert(place).second; ++number)
            place = folder / below / fmt::format("{}-{}.cdx.json", name.substr(0, name.size() - std::string_view(".cdx.json").size()), number);
        if (const auto written = write_file(place, dependencies::write_cyclonedx(*file, context)); !written)
            return std::unexpected(written.error());
    }
    return taken.size();
}

int sbom(const Arguments& arguments, const dependencies::PackageInventory& inventory, Environment& environment) {
    const auto provenance = source::provenance_of(arguments.path).value_or(finding::Provenance{});
    std::error_code ignored;
    const std::string project = std::filesystem::weakly_canonical(arguments.path, ignored).filename().string();
    const dependencies::SbomContext context{.now = environment.clock.now(), .project = project, .revision = provenance.revision};
    if (arguments.format == "spdx") {
        const std::string text = dependencies::write_spdx(inventory, context);
        if (arguments.output.empty()) {
            environment.out << text;
            return kClean;
        }
        if (const auto written = write_file(std::filesystem::path(arguments.output) / "sbom.spdx.json", text); !written) {
            print_error(environment, written.error());
            return kIncomplete;
        }
        environment.err << fmt::format("squire: 1 bill of materials is in {}\n", printable(arguments.output));
        return kClean;
    }
    const auto files = listed_files(inventory);
    if (arguments.output.empty()) {
        if (files.size() == 1) {
            environment.out << dependencies::write_cyclonedx(*files[0], context);
            return kClean;
        }
        print_error(environment, {ErrorKind::usage, fmt::format("{} files name packages, and each has a bill of its own", files.size()), "",
                                  "--output DIR writes them all; a single lockfile as PATH prints one"});
        return kUsage;
    }
    const auto written = write_sboms(arguments.output, inventory, context);
    if (!written) {
        print_error(environment, written.error());
        return kIncomplete;
    }
    environment.err << fmt::format("squire: {} bill{} of materials {} in {}\n", *written, *written == 1 ? "" : "s", *written == 1 ? "is" : "are",
                                   printable(arguments.output));
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

int upgrades(const Arguments& arguments, const dependencies::PackageInventory& inventory, Environment& environment) {
    const auto index =
        advisories::Index::open(arguments.index.empty() ? advisories::default_index_file() : std::filesystem::path(arguments.index));
    if (!index) {
        print_error(environment, index.error());
        return exit_code_for(index.error());
    }
    const auto vulnerable = dependencies::find_vulnerable(inventory, *index, environment.cancellation);
    if (!vulnerable) {
        print_error(environment, vulnerable.error());
        return exit_code_for(vulnerable.error());
    }
    const auto groups = dependencies::group_by_upgrade(inventory, *vulnerable);
    environment.out << (arguments.format == "json" ? dependencies::write_upgrades_json(groups, inventory)
                                                   : dependencies::format_upgrades(groups, inventory, style_of(environment)));
    return groups.empty() ? kClean : kFindings;
}

} // namespace

void add_dependencies_command(CLI::App& program, std::function<int(Environment&)>& action) {
    CLI::App* const command = program.add_subcommand("dependencies", "List the packages a project is built from, by its lockfiles");
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* what, Show show, bool of_package) {
        auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
        CLI::App* const sub = command->add_subcommand(name, what)->group("Commands");
        if (of_package) sub->add_option("PACKAGE", arguments->package, "The package's name")->required();
        sub->add_option("PATH", arguments->path,
                        "A folder, or one lockfile; without it, the sandbox of the workspace, else the folder you are in");
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
    const auto [upgrades_command, upgrades_arguments] =
        add("upgrades", "Known weaknesses by the upgrade that repairs them: the gravest first", upgrades, false);
    upgrades_command->add_option("--index", upgrades_arguments->index, "The index of advisories, instead of the one in your data folder")
        ->type_name("FILE");
    upgrades_command->add_option("-f,--format", upgrades_arguments->format, "What to print: table or json")
        ->check(one_of({"table", "json"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    upgrades_command->footer("Examples:\n"
                             "  squire dependencies upgrades\n"
                             "  squire dependencies upgrades --format json ~/src/project\n"
                             "Each upgrade is the smallest known version that is free of what is known of the one in use.\n"
                             "Exit codes: 0 no package has a known weakness, 1 some have, 2 wrong usage, 3 some files could not be read.");
    CLI::App* const formats = command->add_subcommand("formats", "Which files are read, as a table in Markdown")->group("Commands");
    formats->callback([&action] {
        action = [](Environment& environment) {
            environment.out << dependencies::write_formats_table();
            return static_cast<int>(kClean);
        };
    });
    const auto [licence_command, licence_arguments] =
        add("licenses", "Which licences the packages have, and what a policy says of them", licences, false);
    licence_command->add_option("-f,--format", licence_arguments->format, "What to print: table or json")
        ->check(one_of({"table", "json"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    licence_command->add_option("--allow", licence_arguments->allowed, "Licences that are allowed, and no others, with commas between")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("LIST");
    licence_command->add_option("--deny", licence_arguments->denied, "Licences that are not allowed")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("LIST");
    licence_command->add_flag("--deny-unknown", licence_arguments->deny_unknown, "A package that does not say its licence is not allowed");
    licence_command->footer("Examples:\n"
                            "  squire dependencies licenses\n"
                            "  squire dependencies licenses --deny strong,network\n"
                            "  squire dependencies licenses --allow permissive,MPL-2.0 --deny-unknown\n"
                            "Without --allow and --deny, [licenses] in the workspace's squire.toml holds. Licences are what lockfiles say.\n"
                            "Exit codes: 0 all are allowed, 1 some are not, 2 wrong usage, 3 some files could not be read.");
    const auto [sbom_command, sbom_arguments] = add("sbom", "Write bills of materials: CycloneDX 1.6 or SPDX 2.3", sbom, false);
    sbom_arguments->format = "cyclonedx";
    sbom_command->add_option("-f,--format", sbom_arguments->format, "cyclonedx (one a lockfile, as GitLab wants it) or spdx (one of all)")
        ->check(one_of({"cyclonedx", "spdx"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    sbom_command->add_option("-o,--output", sbom_arguments->output, "Write them there, in the folders of their lockfiles")->type_name("DIR");
    sbom_command->footer("Examples:\n"
                         "  squire dependencies sbom --output sbom\n"
                         "  squire dependencies sbom package-lock.json > gl-sbom-npm-npm.cdx.json\n"
                         "  squire dependencies sbom --format spdx > sbom.spdx.json");
    add_dependencies_vex_command(*command, action);
}

} // namespace squire::cli
