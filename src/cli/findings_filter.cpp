// SPDX-License-Identifier: MIT
#include "cli/findings_filter.h"

#include <algorithm>
#include <array>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/nearest_word.h"
#include "base/text.h"
#include "cli/help.h"
#include "tracking/moves.h"

namespace squire::cli {
namespace {

constexpr const char* kWhich = "Which";

constexpr std::array<std::string_view, 8> kTypes{
    "sast", "secret_detection", "dependency_scanning", "container_scanning", "cluster_image_scanning",
    "dast", "api_fuzzing",      "coverage_fuzzing"};
constexpr std::array<std::string_view, 5> kStates{"needs-triage", "confirmed", "dismissed", "resolved", "all"};

std::unexpected<Error> no_such(std::string_view what, std::string_view word, std::span<const std::string_view> known) {
    const std::string_view nearest = nearest_word(word, known);
    return fail(ErrorKind::usage, fmt::format("there is no {} '{}'", what, word), "",
                nearest.empty() ? fmt::format("there are: {}", fmt::join(known, ", ")) : fmt::format("did you mean '{}'?", nearest));
}

store::Sort sort_of(std::string_view word, workspace::Order order) {
    if (word == "newest" || (word.empty() && order == workspace::Order::newest)) return store::Sort::newest;
    if (word == "oldest" || (word.empty() && order == workspace::Order::oldest)) return store::Sort::oldest;
    if (word == "path" || (word.empty() && order == workspace::Order::path)) return store::Sort::path;
    return store::Sort::severity;
}

// A day, or the prefix of a scan's or commit's id.
Result<void> take_since(const std::string& text, const store::Store& store, store::VulnerabilityFilter& into) {
    if (const auto time = parse_time(text.size() == 10 ? text + "T00:00:00Z" : text)) {
        into.seen_since = *time;
        return {};
    }
    const auto scan = store.scan(text);
    if (!scan) {
        Error error = scan.error();
        error.hint = "--new-since takes a day (2026-01-31), or the beginning of a scan's or commit's id: squire findings history lists them";
        return std::unexpected(std::move(error));
    }
    into.after_entry = scan->entry;
    return {};
}

} // namespace

void add_filter_options(CLI::App& command, FindingsFilter& filter, bool states) {
    command.add_option("--severity", filter.severity, "At least this grave: info, low, medium, high or critical")
        ->check(one_of({"info", "low", "medium", "high", "critical"}))
        ->type_name("SEVERITY")
        ->group(kWhich);
    command.add_option("--type", filter.types, "Types of report, with commas between: sast, secret_detection, …")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("LIST")
        ->group(kWhich);
    if (states) {
        command.add_option("--state", filter.states, "needs-triage, confirmed, dismissed, resolved or all; without it, the first two")
            ->delimiter(',')
            ->allow_extra_args(false)
            ->type_name("LIST")
            ->group(kWhich);
    }
    command.add_option("--path", filter.path, "A file, a folder (\"src/\"), or a pattern with * and ?")->type_name("PATH")->group(kWhich);
    command.add_option("--rule", filter.rule, "Of this rule alone")->type_name("ID")->group(kWhich);
    command.add_option("--text", filter.text, "With this in name, rule or path")->type_name("TEXT")->group(kWhich);
    command.add_option("--new-since", filter.new_since, "First seen since a day, or after a scan (its id, or its commit's)")
        ->type_name("WHEN")
        ->group(kWhich);
    command.add_option("--older-than", filter.older_than, "First seen more than so many days ago")
        ->check(number_between(1, 36500))
        ->type_name("DAYS")
        ->group(kWhich);
    command.add_option("--newer-than", filter.newer_than, "First seen within so many days")
        ->check(number_between(1, 36500))
        ->type_name("DAYS")
        ->group(kWhich);
    command.add_flag("--present", filter.present, "What some scanner still sees")->group(kWhich);
    command.add_flag("--gone", filter.gone, "What no scanner sees any more")->excludes("--present")->group(kWhich);
    command.add_flag("--suppressed", filter.suppressed, "What squire.toml suppresses, too")->group(kWhich);
    command.add_option("--order", filter.order, "severity, newest, oldest or path")
        ->check(one_of({"severity", "newest", "oldest", "path"}))
        ->type_name("ORDER")
        ->group(kWhich);
}

Result<store::VulnerabilityFilter> store_filter(const FindingsFilter& filter, const workspace::Settings& settings, const store::Store& store,
                                                Time now) {
    using finding::State;
    store::VulnerabilityFilter made;
    if (!filter.severity.empty()) made.at_least = finding::parse_severity(filter.severity);
    for (const std::string& word : filter.types) {
        const auto type = finding::parse_report_type(word);
        if (!type) return no_such("type of report", word, kTypes);
        made.types.push_back(*type);
    }
    for (const std::string& word : filter.states) {
        if (word == "all") {
            made.states = {State::needs_triage, State::confirmed, State::dismissed, State::resolved};
            break;
        }
        const auto state = tracking::state_of_words(word);
        if (!state) return no_such("state", word, kStates);
        made.states.push_back(*state);
    }
    if (made.states.empty()) made.states = {State::needs_triage, State::confirmed};
    made.path = filter.path;
    made.rule = filter.rule;
    made.text = filter.text;
    if (!filter.new_since.empty()) {
        if (auto taken = take_since(filter.new_since, store, made); !taken) return std::unexpected(taken.error());
    }
    if (filter.newer_than > 0) made.seen_since = std::max(made.seen_since.value_or(Time::min()), now - std::chrono::days(filter.newer_than));
    if (filter.older_than > 0) made.seen_before = now - std::chrono::days(filter.older_than);
    if (filter.present || filter.gone) made.present = filter.present;
    made.sort = sort_of(filter.order, settings.order);
    made.limit = filter.limit < 0 ? settings.limit : static_cast<std::uint32_t>(filter.limit);
    return made;
}

} // namespace squire::cli
