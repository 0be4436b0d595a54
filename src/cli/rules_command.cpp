// SPDX-License-Identifier: MIT
#include "cli/rules_command.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/counted.h"
#include "base/file.h"
#include "base/nearest_word.h"
#include "base/text.h"
#include "cli/rules_test_command.h"
#include "rules/secret_rule_lint.h"
#include "scan/sast_rules.h"
#include "scan/secret_rules.h"
#include "secrets/rule_check.h"

namespace squire::cli {
namespace {

std::optional<std::filesystem::path> file_of(const std::string& argument) {
    return argument.empty() ? std::nullopt : std::optional<std::filesystem::path>(argument);
}

int check(const std::string& file, Environment& environment) {
    if (!file.empty() && scan::is_sast_rule_path(file)) return check_sast_rules(file, environment);
    Problems problems;
    const auto rules = scan::secret_rules_for({}, file_of(file), problems);
    if (!rules) {
        print_error(environment, rules.error());
        return kUsage;
    }
    std::vector<Error> errors;
    for (const Problem& problem : problems.list()) errors.push_back(problem.error);
    std::size_t advice = 0;
    for (const Problem& problem : rules::lint_secret_rules(*rules)) {
        if (problem.weight != Weight::note) {
            errors.push_back(problem.error);
        } else {
            ++advice;
            environment.err << "squire: advice: " << describe(problem.error) << '\n';
        }
    }
    auto examples = secrets::check_examples(*rules, cache_folder());
    if (!examples) {
        print_error(environment, examples.error());
        return kIncomplete;
    }
    std::ranges::move(*examples, std::back_inserter(errors));
    for (const Error& error : errors) environment.out << describe(error) << '\n';
    std::size_t shown = 0;
    for (const rules::SecretRule& rule : rules->rules) shown += rule.matches.size() + rule.rejects.size();
    environment.out << fmt::format("{}, {}: {}{}\n", counted(rules->rules.size(), "rule"), counted(shown, "example"),
                                   errors.empty() ? "all as they should be" : counted(errors.size(), "fault"),
                                   advice == 0 ? "" : fmt::format(", {} of advice", counted(advice, "piece")));
    const int sast = file.empty() ? check_sast_rules({}, environment) : kClean;
    return errors.empty() ? sast : kFindings;
}

int list(const std::string& file, Environment& environment) {
    Problems problems;
    const auto rules = scan::secret_rules_for({}, file_of(file), problems);
    if (!rules) {
        print_error(environment, rules.error());
        return kUsage;
    }
    std::size_t widest = 0;
    for (const rules::SecretRule& rule : rules->rules) widest = std::max(widest, rule.id.size());
    for (const rules::SecretRule& rule : rules->rules) {
        environment.out << fmt::format("{:<{}}  {:<8}  {}\n", printable(rule.id), widest, finding::to_string(rule.severity),
                                       printable(rule.description));
    }
    print_problems(environment, problems.list(), problems.left_out());
    return kClean;
}

int show(const std::string& id, Environment& environment) {
    Problems problems;
    const auto rules = scan::secret_rules_for({}, std::nullopt, problems);
    if (!rules) {
        print_error(environment, rules.error());
        return kUsage;
    }
    const auto rule = std::ranges::find(rules->rules, id, &rules::SecretRule::id);
    if (rule == rules->rules.end()) {
        std::vector<std::string_view> ids;
        for (const rules::SecretRule& each : rules->rules) ids.push_back(each.id);
        const std::string_view nearest = nearest_word(id, ids);
        print_error(environment, {ErrorKind::not_found, fmt::format("there is no rule '{}'", id), "",
                                  nearest.empty() ? "squire rules list names them all" : fmt::format("did you mean '{}'?", nearest)});
        return kUsage;
    }
    environment.out << fmt::format("{}\n  {}\n\n{}\n{}\n\nWhat to do: {}\n\nSeverity {}, confidence {}, CWE-{}\n", rule->id, rule->description,
                                   rule->means, rule->gain, rule->revoke, finding::to_string(rule->severity),
                                   finding::to_string(rule->confidence), rule->cwe);
    if (!rule->regex.empty()) environment.out << "Regex: " << rule->regex << '\n';
    if (!rule->path.empty()) environment.out << "Path:  " << rule->path << '\n';
    for (const std::string& link : rule->links) environment.out << "See:   " << link << '\n';
    return kClean;
}

} // namespace

void add_rules_command(CLI::App& program, std::function<int(Environment&)>& action) {
    CLI::App* const command = program.add_subcommand("rules", "List, show, check, test and explain the rules that things are found by");
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* what, const char* argument, const char* argument_help, bool required,
                         int (*work)(const std::string&, Environment&)) {
        auto value = std::make_shared<std::string>(); // owned by the parser's callbacks, which outlive this function
        CLI::App* const sub = command->add_subcommand(name, what)->group("Commands");
        sub->add_option(argument, *value, argument_help)->required(required);
        sub->callback([value, work, &action] { action = [value, work](Environment& environment) { return work(*value, environment); }; });
        return sub;
    };
    add("check", "Run every secret rule's own examples; see that every SAST rule can run", "FILE",
        "A rule file, or a folder of SAST rules; without it, the built-in rules", false, check)
        ->footer("Examples:\n  squire rules check\n  squire rules check rules/secrets/gitlab.toml\n  squire rules check rules/sast");
    add("list", "All rules, one a line", "FILE", "A rule file; without it, the built-in rules", false, list)
        ->footer("Examples:\n  squire rules list\n  squire rules list .gitleaks.toml");
    add("show", "One rule: what it finds, what that means, what to do", "ID", "The rule's id", true, show)
        ->footer("Example:\n  squire rules show gitlab-personal-access-token");
    add_rules_test_command(*command, action);
}

} // namespace squire::cli
