// SPDX-License-Identifier: MIT
#include "cli/rules_test_command.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/help.h"
#include "formats/json_writer.h"
#include "rules/sast_rule_reader.h"
#include "rules/sast_rule_text.h"
#include "sast/compiled_rule.h"
#include "sast/requirement.h"
#include "sast/rule_trial.h"
#include "scan/sast_rules.h"

namespace squire::cli {
namespace {

using sast::RuleTestCount;
using sast::RuleTestFailure;
using sast::RuleTestReport;

struct Arguments {
    std::string path;
    unsigned jobs = 0;
    bool json = false;
    bool all = false;
};

std::string_view word_of(RuleTestFailure::Kind kind) {
    switch (kind) {
    case RuleTestFailure::Kind::missed: return "missed";
    case RuleTestFailure::Kind::false_alarm: return "false alarm";
    case RuleTestFailure::Kind::unexpected: return "unexpected";
    case RuleTestFailure::Kind::fixed_otherwise: return "fixed otherwise";
    }
    return "";
}

std::string row(std::string_view name, const RuleTestCount& count) {
    return fmt::format("{:<12} {:>7} {:>8} {:>7} {:>8} {:>7} {:>11} {:>6} {:>8} {:>7}\n", name, count.rules, count.matched, count.missed,
                       count.silent, count.false_alarms, count.unexpected, count.todo, count.skipped,
                       count.fixed + count.fixed_otherwise == 0 ? "" : fmt::format("{}/{}", count.fixed, count.fixed + count.fixed_otherwise));
}

std::string percent(std::uint32_t part, std::uint32_t rest) {
    return part + rest == 0 ? "none" : fmt::format("{:.1f} %", 100.0 * part / (part + rest));
}

void print_table(const RuleTestReport& report, bool all, std::ostream& out) {
    const std::size_t most = all ? static_cast<std::size_t>(-1) : 20;
    const auto rest = [&](std::size_t number) {
        if (number > most) out << fmt::format("  and {} more (--all)\n", number - most);
    };
    for (std::size_t i = 0; i < std::min(most, report.failures.size()); ++i) {
        const RuleTestFailure& each = report.failures[i];
        out << fmt::format("{}: {}:{}: {}\n", word_of(each.kind), printable(each.target), each.line, printable(each.rule));
    }
    rest(report.failures.size());
    for (std::size_t i = 0; i < std::min(most, report.skips.size()); ++i) {
        const sast::RuleTestSkip& each = report.skips[i];
        out << fmt::format("skipped: {} ({} line{}): {}\n", printable(each.rule), each.lines, each.lines == 1 ? "" : "s",
                           printable(each.reason));
    }
    rest(report.skips.size());
    if (!report.failures.empty() || !report.skips.empty()) out << '\n';
    out << "language       rules  matched  missed   silent   false  unexpected   todo  skipped   fixes\n";
    for (const auto& [language, count] : report.languages) out << row(printable(language), count);
    const RuleTestCount total = report.total();
    out << row("all", total);
    out << fmt::format("\n{} of the ruleid lines found, {} of the ok lines silent; {} rule file{}, {} without a target\n",
                       percent(total.matched, total.missed), percent(total.silent, total.false_alarms), report.rule_files,
                       report.rule_files == 1 ? "" : "s", report.without_target.size());
}

void write_count(formats::JsonWriter& writer, const RuleTestCount& count) {
    writer.member("rules", count.rules);
    writer.member("matched", count.matched);
    writer.member("missed", count.missed);
    writer.member("silent", count.silent);
    writer.member("false_alarms", count.false_alarms);
    writer.member("unexpected", count.unexpected);
    writer.member("todo", count.todo);
    writer.member("skipped", count.skipped);
    writer.member("fixed", count.fixed);
    writer.member("fixed_otherwise", count.fixed_otherwise);
}

std::string to_json(const RuleTestReport& report) {
    formats::JsonWriter writer;
    {
        const formats::JsonObject root(writer);
        {
            const formats::JsonObject languages(writer, "languages");
            for (const auto& [language, count] : report.languages) {
                const formats::JsonObject each(writer, language);
                write_count(writer, count);
            }
        }
        {
            const formats::JsonArray failures(writer, "failures");
            for (const RuleTestFailure& failure : report.failures) {
                const formats::JsonObject each(writer);
                writer.member("kind", word_of(failure.kind));
                writer.member("rule", failure.rule);
                writer.member("target", failure.target);
                writer.member("line", failure.line);
            }
        }
        {
            const formats::JsonArray skips(writer, "skipped");
            for (const sast::RuleTestSkip& skip : report.skips) {
                const formats::JsonObject each(writer);
                writer.member("rule", skip.rule);
                writer.member("reason", skip.reason);
                writer.member("lines", skip.lines);
            }
        }
        const formats::JsonArray untested(writer, "without_target");
        for (const std::string& file : report.without_target) writer.value(file);
    }
    return writer.take();
}

int test(const Arguments& arguments, Environment& environment) {
    std::error_code error;
    if (!std::filesystem::exists(arguments.path, error)) {
        print_error(environment,
                    {ErrorKind::not_found, "there is no such file or folder", arguments.path, "PATH is a rule file, or a folder of them"});
        return kUsage;
    }
    Problems problems;
    const unsigned workers = arguments.jobs != 0 ? arguments.jobs : std::max(1U, std::thread::hardware_concurrency());
    const RuleTestReport report = sast::test_rules(arguments.path, workers, environment.cancellation, problems);
    if (report.rule_files == 0) {
        print_error(environment, {ErrorKind::not_found, "no file of rules is there", arguments.path, "a rule file is YAML with a list 'rules'"});
        return kUsage;
    }
    if (arguments.json)
        environment.out << to_json(report);
    else
        print_table(report, arguments.all, environment.out);
    print_problems(environment, problems.list(), problems.left_out());
    if (environment.cancellation.requested() || problems.incomplete()) return kIncomplete;
    return report.total().failed() || !report.skips.empty() ? kFindings : kClean;
}

Result<std::vector<rules::SastRule>> read(const std::string& file, Problems& problems) {
    auto text = read_file(file);
    if (!text) return std::unexpected(std::move(text.error()));
    return rules::read_sast_rules(std::move(*text), file, problems);
}

int explain(const std::string& file, const std::string& id, Environment& environment) {
    Problems problems;
    const auto rules = read(file, problems);
    if (!rules) {
        print_error(environment, rules.error());
        return kUsage;
    }
    bool shown = false;
    bool failed = false;
    for (const rules::SastRule& rule : *rules) {
        if (!id.empty() && rule.id != id) continue;
        environment.out << (shown ? "\n" : "") << to_text(rule);
        shown = true;
        for (const std::string& language : rule.languages) {
            const std::string_view known = sast::canonical_language(language);
            environment.out << fmt::format("\nfor {}\n", printable(language));
            if (known.empty()) {
                environment.out << "  not run: the language is not known\n";
                continue;
            }
            sast::LiteralTable literals;
            const sast::Requirement requirement = sast::requirement_of(rule, known, literals);
            environment.out << fmt::format("  looks at texts with: {}\n", sast::to_text(requirement, literals));
            const auto compiled = sast::CompiledRule::compile(rule, known);
            if (!compiled) {
                environment.out << fmt::format("  not run: {}\n", describe(compiled.error()));
                failed = true;
                continue;
            }
            const std::string plan = compiled->explain();
            for (const std::string_view line : split(plan, '\n')) {
                if (!line.empty()) environment.out << "  " << printable(line) << '\n';
            }
        }
    }
    print_problems(environment, problems.list(), problems.left_out());
    if (!shown) {
        print_error(environment, {ErrorKind::not_found, fmt::format("no rule '{}' is there", id), file, "leave the id out to see all of them"});
        return kUsage;
    }
    return failed || problems.incomplete() ? kFindings : kClean;
}

} // namespace

int check_sast_rules(const std::string& path, Environment& environment) {
    Problems problems;
    const auto rules = scan::sast_rules_for(path.empty() ? std::nullopt : std::optional<std::filesystem::path>(path), problems);
    if (!rules) {
        print_error(environment, rules.error());
        return kUsage;
    }
    std::vector<Error> errors;
    for (const Problem& problem : problems.list()) errors.push_back(problem.error);
    for (const rules::SastRule& rule : rules->rules) {
        for (const std::string& language : rule.languages) {
            const std::string_view known = sast::canonical_language(language);
            if (known.empty()) {
                errors.push_back(
                    {ErrorKind::unsupported, fmt::format("rule '{}' is for '{}', which is not known", rule.id, language), rule.place(), {}});
            } else if (auto compiled = sast::CompiledRule::compile(rule, known); !compiled) {
                errors.push_back(std::move(compiled.error()));
            }
        }
    }
    for (const Error& error : errors) environment.out << describe(error) << '\n';
    environment.out << fmt::format("{} SAST rule{}: {}\n", rules->rules.size(), rules->rules.size() == 1 ? "" : "s",
                                   errors.empty() ? "all can run; squire rules test tries them on their targets"
                                                  : fmt::format("{} fault{}", errors.size(), errors.size() == 1 ? "" : "s"));
    return errors.empty() ? kClean : kFindings;
}

void add_rules_test_command(CLI::App& rules, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const test_command = rules.add_subcommand("test", "Run SAST rules on the annotated targets beside them")->group("Commands");
    test_command->add_option("PATH", arguments->path, "A rule file (Semgrep's YAML), or a folder of them")->required();
    test_command->add_option("-j,--jobs", arguments->jobs, "Threads; without it, one for each processor")
        ->check(number_between(1, 256))
        ->type_name("N");
    test_command->add_flag("--json", arguments->json, "Print JSON");
    test_command->add_flag("--all", arguments->all, "Print every failure, not only the first 20");
    test_command->footer("rule.yaml is tried on every rule.* beside it. Comments there say what it has to do with the line below them:\n"
                         "  ruleid: ID      report it\n"
                         "  ok: ID          stay silent\n"
                         "  todoruleid: ID, todook: ID   not yet so\n"
                         "and rule.fixed.* is what the rule's fixes make of it.\n"
                         "Examples:\n"
                         "  squire rules test rules/sast\n"
                         "  squire rules test --json rule.yaml\n"
                         "Exit codes: 0 all as the targets say, 1 a failure or a rule that cannot run, 2 wrong usage, 3 incomplete.");
    test_command->callback([arguments, &action] { action = [arguments](Environment& environment) { return test(*arguments, environment); }; });

    struct Explained {
        std::string file;
        std::string id;
    };
    auto explained = std::make_shared<Explained>();
    CLI::App* const explain_command =
        rules.add_subcommand("explain", "What a SAST rule was understood to be, and which texts it looks at")->group("Commands");
    explain_command->add_option("FILE", explained->file, "A rule file (Semgrep's YAML)")->required();
    explain_command->add_option("ID", explained->id, "One rule of it; without it, all");
    explain_command->footer("Example:\n  squire rules explain rule.yaml");
    explain_command->callback([explained, &action] {
        action = [explained](Environment& environment) { return explain(explained->file, explained->id, environment); };
    });
}

} // namespace squire::cli
