// SPDX-License-Identifier: MIT
#include "cli/assess_command.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <ostream>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "assess/assessment.h"
#include "assess/introduction.h"
#include "assess/scanner_needs.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/help.h"
#include "cli/terminal_progress.h"
#include "gitlab/project.h"
#include "http/http.h"
#include "pipeline/project_files.h"
#include "scan/scan.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostProjects = 1000;

struct Arguments {
    std::vector<std::string> projects;
    std::string weights;
    std::string format = "table";
    std::string introductions;
    assess::Wishes wishes;
    assess::Introducer introducer;
    bool explain = false;
    bool no_scan = false;
    bool ask_forge = false;
};

// A folder stands for itself, a file for the folders that its lines name; those are relative to the file.
Result<std::vector<std::string>> folders_of(const std::vector<std::string>& arguments) {
    std::vector<std::string> folders;
    for (const std::string& argument : arguments) {
        if (!fs::is_regular_file(argument)) {
            folders.push_back(argument);
            continue;
        }
        const auto list = read_file(argument);
        if (!list) return std::unexpected(list.error());
        for (const std::string_view line : split(*list, '\n')) {
            const std::string_view name = trim(line);
            if (!name.empty() && !name.starts_with('#')) folders.push_back((fs::path(argument).parent_path() / name).string());
        }
    }
    if (folders.empty())
        return fail(ErrorKind::usage, "no project is named", arguments.front(), "a list has one folder a line; '#' begins a comment");
    if (folders.size() > kMostProjects) return fail(ErrorKind::limit, fmt::format("more than {} projects", kMostProjects));
    return folders;
}

Result<assess::Weights> weights_of(const std::string& file) {
    if (file.empty()) return assess::default_weights();
    const auto text = read_file(file);
    if (!text) return std::unexpected(text.error());
    return assess::read_weights(*text, file);
}

std::string file_name_of(std::string_view project) {
    std::string name;
    for (const char c : project) name += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.' ? c : '_';
    return fmt::format("introduction-{}.md", shorten(name, 100));
}

Result<void> write_introductions(const assess::Assessment& assessment, const Arguments& arguments) {
    std::error_code error;
    fs::create_directories(arguments.introductions, error);
    if (error) return fail(ErrorKind::io, "the folder cannot be made", arguments.introductions, error.message());
    std::set<std::string> names;
    for (const assess::Assessed& project : assessment.projects) {
        std::string name = file_name_of(project.facts.name);
        while (!names.insert(name).second) name.insert(name.size() - 3, "-again");
        const std::string letter = assess::draft_introduction(project.facts, arguments.introducer);
        if (auto written = write_file(fs::path(arguments.introductions) / name, letter); !written) return written;
    }
    return {};
}

// The one step that leaves this machine, and only when it is asked for.
void ask_forge(assess::Facts& facts, http::Http& http, Problems& problems) {
    const auto place = gitlab::place_of(facts.address);
    if (!place) {
        facts.no_forge = "the clone names no forge that could be asked";
        return;
    }
    const char* const token = std::getenv("GITLAB_TOKEN");
    const auto answer = gitlab::ask_project(http, *place, token != nullptr ? token : "");
    if (!answer) {
        facts.no_forge = answer.error().message;
        problems.add(Weight::warning, answer.error());
        return;
    }
    facts.forge = assess::ForgeFacts{answer->stars, answer->forks, answer->archived, answer->merged, answer->closed, answer->median_wait};
}

int assess_projects(const Arguments& arguments, Environment& environment) {
    const auto folders = folders_of(arguments.projects);
    const auto weights = weights_of(arguments.weights);
    if (!folders || !weights) {
        const Error& error = !folders ? folders.error() : weights.error();
        print_error(environment, error);
        return exit_code_for(error);
    }
    Problems problems;
    const auto progress = make_progress(environment.err, environment.err_is_terminal, environment.width);
    scanner::Context context{.clock = environment.clock,
                             .problems = problems,
                             .cancellation = environment.cancellation,
                             .progress = *progress,
                             .fingerprint_key = finding::FingerprintKey::from_environment(),
                             .workers = std::max(1U, std::thread::hardware_concurrency())};
    std::vector<assess::Facts> projects;
    const auto http = http::make_curl_http(environment.cancellation);
    for (const std::string& folder : *folders) {
        if (environment.cancellation.requested()) break;
        auto facts = learn_facts(folder, !arguments.no_scan, context);
        if (!facts) {
            problems.add(Weight::incomplete, facts.error());
        } else if (std::ranges::find(projects, facts->path, &assess::Facts::path) == projects.end()) { // else it is named twice
            if (arguments.ask_forge) ask_forge(*facts, *http, problems);
            projects.push_back(std::move(*facts));
        }
    }
    if (projects.empty()) {
        print_problems(environment, problems.list(), problems.left_out());
        return kUsage;
    }
    const assess::Assessment assessment = assess::assess(std::move(projects), arguments.wishes, *weights, environment.clock.now());
    environment.out << (arguments.format == "json" ? assess::to_json(assessment)
                        : arguments.format == "html"
                            ? assess::to_html(assessment)
                            : assess::to_text(assessment,
                                              {.width = environment.width, .colour = environment.colour, .explain = arguments.explain}));
    bool lost = false;
    if (!arguments.introductions.empty()) {
        const auto written = write_introductions(assessment, arguments);
        if (!written) print_error(environment, written.error());
        lost = !written;
        if (written)
            environment.err << fmt::format("squire: drafts are in {}; read, edit and send them yourself\n", printable(arguments.introductions));
    }
    print_problems(environment, problems.list(), problems.left_out());
    return lost || problems.incomplete() || environment.cancellation.requested() ? kIncomplete : kClean;
}

} // namespace

Result<assess::Facts> learn_facts(const fs::path& folder, bool look_for_credentials, scanner::Context& context) {
    auto facts = assess::gather_facts(
        folder, {.now = context.clock.now(), .workers = context.workers, .cancellation = &context.cancellation, .progress = &context.progress},
        context.problems);
    if (!facts) return facts;
    assess::learn_scanners(*facts, pipeline::FolderFiles(facts->path), context.problems);
    if (!look_for_credentials) return facts;
    const auto outcome = scan::run_scan({.path = facts->path, .only = {"secrets"}, .cache = cache_folder()}, context);
    if (outcome && !outcome->scanners.empty() && outcome->scanners.front().report)
        assess::count_secrets(*facts, *outcome->scanners.front().report);
    return facts;
}

void add_assess_command(CLI::App& program, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command = program.add_subcommand("assess", "Rank projects by whether they would benefit, and draft an introduction");
    command
        ->add_option("PROJECT", arguments->projects, "Folders with their git repositories, or a file with one folder a line; they are only read")
        ->required();
    command->add_flag("--explain", arguments->explain, "Show every signal with its evidence");
    command->add_option("--skills", arguments->wishes.skills, "Languages the intern knows")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("LIST");
    command
        ->add_option("--interests", arguments->wishes.interests,
                     "Scanners the intern wants to learn: sast, secret, dependency, container, iac, fuzzing")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("LIST");
    command->add_option("--focus", arguments->wishes.focus, "The mentor's focus areas, in the same words")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("LIST");
    command->add_option("--weights", arguments->weights, "Weights other than the default ones (TOML)")->type_name("FILE");
    command->add_option("-f,--format", arguments->format, "What to print: table, json or html")
        ->check(one_of({"table", "json", "html"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    command->add_option("--introductions", arguments->introductions, "Write a letter to each project's maintainers there, for you to edit")
        ->type_name("DIR");
    command->add_option("--intern", arguments->introducer.intern, "Your name, for the letters")->type_name("NAME");
    command->add_option("--mentor", arguments->introducer.mentor, "Your mentor's name, for the letters")->type_name("NAME");
    command->add_flag("--forge", arguments->ask_forge, "Also ask each project's GitLab, over the network; GITLAB_TOKEN opens private projects");
    command->add_flag("--no-scan", arguments->no_scan, "Do not look for credentials");
    command->footer("Examples:\n"
                    "  squire assess ~/src/*                                  which of them first\n"
                    "  squire assess ~/src/project --skills python --interests sast,secret\n"
                    "  squire assess projects.txt -f html > assessment.html\n"
                    "  squire assess ~/src/project --introductions letters --intern 'Ada'\n"
                    "Exit codes: 0 done, 2 wrong usage, 3 incomplete.");
    command->callback(
        [arguments, &action] { action = [arguments](Environment& environment) { return assess_projects(*arguments, environment); }; });
}

} // namespace squire::cli
