// SPDX-License-Identifier: MIT
#include "cli/advisories_command.h"

#include <algorithm>
#include <memory>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "advisories/index.h"
#include "advisories/update.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/advisory_text.h"
#include "cli/terminal_progress.h"

namespace squire::cli {
namespace {

using advisories::Index;

struct Arguments {
    std::string index; // --index
    bool json = false;
    std::vector<std::string> sources;
    std::vector<std::string> ecosystems;
    std::string words; // an id, or what is searched for
    unsigned most = 50;
};

std::filesystem::path index_file(const Arguments& arguments) {
    return arguments.index.empty() ? advisories::default_index_file() : std::filesystem::path(arguments.index);
}

std::optional<Index> open_index(const Arguments& arguments, Environment& environment) {
    auto index = Index::open(index_file(arguments));
    if (index) return std::move(*index);
    print_error(environment, index.error());
    return std::nullopt;
}

int cannot(Environment& environment, const Error& error) {
    print_error(environment, error);
    return exit_code_for(error);
}

void warn_of_age(const Index& index, Environment& environment) {
    const int days = advisories::age_in_days(index.status(), environment.clock.now());
    if (days <= advisories::kIndexAgeLimitDays) return;
    environment.err << fmt::format("squire: warning: the index of advisories is {} days old; squire advisories update brings it up to date\n",
                                   days);
}

int update(const Arguments& arguments, Environment& environment) {
    const std::filesystem::path index = index_file(arguments);
    if (index.empty())
        return cannot(environment,
                      {ErrorKind::usage, "there is no folder for the index", "", "set HOME or XDG_DATA_HOME, or name a file with --index"});
    const std::filesystem::path cache = cache_folder();
    const auto http = http::make_curl_http(environment.cancellation);
    const auto progress = make_progress(environment.err, environment.err_is_terminal, environment.width);
    Problems problems;
    const auto outcome = advisories::update({.sources = arguments.sources,
                                             .ecosystems = arguments.ecosystems,
                                             .index = index,
                                             .downloads = cache.empty() ? cache : cache / "advisories",
                                             .workers = std::max(1U, std::thread::hardware_concurrency())},
                                            *http, environment.clock, environment.cancellation, *progress, problems);
    print_problems(environment, problems.list(), problems.left_out());
    if (!outcome) return cannot(environment, outcome.error());
    environment.out << (arguments.json ? update_as_json(*outcome, index) : update_as_text(*outcome, index));
    return problems.incomplete() ? kIncomplete : kClean;
}

int show(const Arguments& arguments, Environment& environment) {
    const auto index = open_index(arguments, environment);
    if (!index) return kUsage;
    const auto numbers = index->find(arguments.words);
    if (!numbers) return cannot(environment, numbers.error());
    if (numbers->empty()) {
        return cannot(environment, {ErrorKind::not_found, fmt::format("there is no advisory '{}' in the index", arguments.words), "",
                                    "squire advisories search finds advisories by a word or a package"});
    }
    std::vector<advisories::Advisory> records;
    for (const std::uint32_t number : *numbers) {
        auto record = index->advisory(number);
        if (!record) return cannot(environment, record.error());
        records.push_back(std::move(*record));
    }
    environment.out << (arguments.json ? advisories_as_json(records) : advisories_as_text(records));
    warn_of_age(*index, environment);
    return kClean;
}

int status(const Arguments& arguments, Environment& environment) {
    const auto index = open_index(arguments, environment);
    if (!index) return kUsage;
    const auto ecosystems = index->ecosystems();
    if (!ecosystems) return cannot(environment, ecosystems.error());
    const Time now = environment.clock.now();
    environment.out << (arguments.json ? status_as_json(index->status(), *ecosystems, now) : status_as_text(index->status(), *ecosystems, now));
    warn_of_age(*index, environment);
    return kClean;
}

int search(const Arguments& arguments, Environment& environment) {
    const auto index = open_index(arguments, environment);
    if (!index) return kUsage;
    const auto numbers = index->search(arguments.words, std::size_t{arguments.most} + 1); // one more shows that there are more
    if (!numbers) return cannot(environment, numbers.error());
    std::vector<advisories::Advisory> records;
    for (const std::uint32_t number : *numbers) {
        if (records.size() == arguments.most) break;
        auto record = index->advisory(number);
        if (!record) return cannot(environment, record.error());
        records.push_back(std::move(*record));
    }
    environment.out << (arguments.json ? advisories_as_json(records) : search_as_text(records));
    if (numbers->size() > arguments.most)
        environment.err << fmt::format("squire: only the first {} are shown; --most N shows more\n", arguments.most);
    warn_of_age(*index, environment);
    return kClean;
}

} // namespace

void add_advisories_command(CLI::App& program, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command = program.add_subcommand("advisories", "Fetch, show and search what is known of vulnerable packages");
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* what, int (*work)(const Arguments&, Environment&)) {
        CLI::App* const sub = command->add_subcommand(name, what)->group("Commands");
        sub->add_option("--index", arguments->index, "The index, instead of the one in your data folder")->type_name("FILE");
        sub->add_flag("--json", arguments->json, "Print JSON");
        sub->callback(
            [arguments, work, &action] { action = [arguments, work](Environment& environment) { return work(*arguments, environment); }; });
        return sub;
    };
    CLI::App* const updating = add("update", "Build the index anew: from OSV's published archives, or from what you name", update);
    updating->add_option("--from", arguments->sources, "Folders, archives, files or URLs, of any format that docs/advisories.md names")
        ->type_name("PLACE");
    updating->add_option("--ecosystem", arguments->ecosystems, "Only these, with commas between: npm,PyPI,Debian:12")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("LIST");
    updating->footer("The index holds exactly what the last update named. An update that fails or is cut off leaves it as it was.\n"
                     "Examples:\n"
                     "  squire advisories update                              all ecosystems of programming languages\n"
                     "  squire advisories update --ecosystem npm,PyPI\n"
                     "  squire advisories update --from ~/advisory-db         without a network\n"
                     "Exit codes: 0 done, 2 wrong usage or input, 3 some records could not be read, or interrupted.");
    CLI::App* const showing = add("show", "One weakness, as all databases that know it tell it", show);
    showing->add_option("ID", arguments->words, "An id or alias: CVE-…, GHSA-…, PYSEC-…, GO-…, RUSTSEC-…")->required();
    showing->footer("Example:\n  squire advisories show CVE-2021-44228");
    add("status", "What the index holds, and how old it is", status)->footer("Example:\n  squire advisories status --json");
    CLI::App* const searching = add("search", "Advisories that have a text in their id, summary or package", search);
    searching->add_option("TEXT", arguments->words, "In any case")->required();
    searching->add_option("--most", arguments->most, "How many are shown")
        ->check(CLI::Range(1U, 1'000'000U))
        ->capture_default_str()
        ->type_name("N");
    searching->footer("Examples:\n  squire advisories search log4j\n  squire advisories search --json 'request smuggling'");
}

} // namespace squire::cli
