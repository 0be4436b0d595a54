// SPDX-License-Identifier: MIT
#include "cli/bug_command.h"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/bug_drafting.h"
#include "cli/help.h"

namespace squire::cli {
namespace {

// What a report about a finding and one about a crash are both told.
void add_common_options(CLI::App& command, BugArguments& arguments) {
    command.add_option("--because", arguments.because, "Why it is wrong; without it, the comment of the dismissal")->type_name("TEXT");
    command.add_option("--summary", arguments.summary, "What is wrong in a sentence, for title and text; without it, one of the rule")
        ->type_name("TEXT");
    command.add_option("--searched", arguments.searched, "What you searched the tracker for; may be given again")->type_name("QUERY");
    command.add_option("--searched-on", arguments.searched_on, "When, if not today: 2026-01-31")->type_name("DATE");
    command.add_option("--duplicate", arguments.same, "A report of the same that it found; may be given again")->type_name("ADDRESS");
    command.add_option("--similar", arguments.similar, "One that is near, and not the same; may be given again")->type_name("ADDRESS");
    command.add_option("--tracker", arguments.tracker, "Where it goes, instead of what scanner and route say")->type_name("ID");
    command.add_option("--image", arguments.image, "The digest of the scanner's image")->type_name("DIGEST");
    command.add_option("--configuration", arguments.configuration, "Configuration and CI variables that matter")->type_name("TEXT");
    command.add_option("--runtime", arguments.runtime, "What the scanner runs on: \"Python 3.11.2\"")->type_name("TEXT");
    command.add_option("--rules-version", arguments.rules_version, "The version or commit of the rules")->type_name("TEXT");
    command.add_option("--scanner-version", arguments.scanner_version, "Its exact version, where neither its report nor --version says so")
        ->type_name("TEXT");
    command.add_option("--last-good", arguments.last_good, "The last version that was right")->type_name("VERSION");
    command
        .add_option("--scanner-at", arguments.scanners_at,
                    "Another installed version, to find the first that is wrong: \"1.50.0=COMMAND with {}\"; may be given again")
        ->type_name("VERSION=COMMAND");
    command.add_option("--time", arguments.time, "Seconds for the reduction; the best so far counts")
        ->check(number_between(1, 86'400))
        ->capture_default_str()
        ->type_name("N");
    command.add_option("--run-time", arguments.run_time, "Seconds for one run of a scanner")
        ->check(number_between(1, 3'600))
        ->capture_default_str()
        ->type_name("N");
    command.add_option("--tries", arguments.tries, "How often the scanner is asked about the file, and about the result")
        ->check(number_between(1, 100))
        ->capture_default_str()
        ->type_name("N");
    command.add_option("--output", arguments.output, "Where the draft is written; without it bugs/ID in the workspace, or squire-bug-ID")
        ->type_name("DIR");
    command.add_flag("--json", arguments.json, "Write the report as JSON to standard output");
}

int draft(const BugArguments& arguments, Environment& environment) {
    const auto code = draft_bug(arguments, environment);
    if (code) return *code;
    print_error(environment, code.error());
    return exit_code_for(code.error());
}

void add_crash_command(CLI::App& bug, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<BugArguments>();
    arguments->of_crash = true;
    CLI::App* const command = bug.add_subcommand("crash", "A scanner that crashes on a file, or is slow")->group("Commands");
    command->add_option("FILE", arguments->finding, "The file, from the folder of the code")->required();
    command->add_option("--scanner", arguments->scanner, "How the scanner is called, with {} for the file")->required()->type_name("COMMAND");
    command->add_option("--log", arguments->log, "What it wrote as it crashed, of a job for one: it has to crash in that way")
        ->type_name("FILE");
    command->add_option("--slower", arguments->slower, "It is slow, and not at its end after so many seconds")
        ->check(number_between(1, 3'600))
        ->type_name("SECONDS");
    command->add_option("--source", arguments->source, "The folder of the code")->capture_default_str()->type_name("DIR");
    command->add_option("--rules", arguments->rules, "Where a rule stands that it happens with, with --rule: it lies beside as rule.yaml")
        ->type_name("PATH");
    command->add_option("--rule", arguments->rule, "That rule")->type_name("ID");
    add_common_options(*command, *arguments);
    command->footer(
        "A crash is a signal, a fault in what it writes (an exception, a panic, a failed assertion), or a code above 1 without a report. The\n"
        "example is one with the same fault at the same place of the scanner.\n"
        "Examples:\n"
        "  squire bug crash src/app.py --scanner \"semgrep scan --json --config rule.yaml {}\" --rules rules/ --rule no-eval\n"
        "  squire bug crash src/app.py --scanner \"scanner {}\" --log job.log\n"
        "  squire bug crash src/big.js --scanner \"scanner {}\" --slower 20");
    command->callback([arguments, &action] { action = [arguments](Environment& environment) { return draft(*arguments, environment); }; });
}

} // namespace

void add_bug_command(CLI::App& program, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<BugArguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command = program.add_subcommand("bug", "Report a scanner's mistake: the smallest example, and a draft for its tracker");
    command->add_option("FINDING", arguments->finding,
                        "A finding's id in the workspace, or with --report its place: FILE:LINE, RULE@FILE:LINE, PACKAGE@VERSION");
    command->add_option("--report", arguments->report, "The report that the finding stands in, outside a workspace")->type_name("FILE");
    command->add_option("--source", arguments->source, "The folder of the code, with --report")->capture_default_str()->type_name("DIR");
    command
        ->add_option("--scanner", arguments->scanner,
                     "How the scanner is called, with {} for the file; its rule lies beside as rule.yaml. 'squire': our engine")
        ->type_name("COMMAND");
    command->add_option("--witness", arguments->witness, "Another scanner that sees it right, likewise: it must go on to do so")
        ->type_name("COMMAND");
    command
        ->add_option("--valid", arguments->valid,
                     "What ends with 0 for a valid file, instead of the language's own program, or 'none': the example is one")
        ->type_name("COMMAND");
    command->add_option("--rules", arguments->rules, "Where the rule stands: a file or folder of Semgrep's rules, or a file of Gitleaks'")
        ->type_name("PATH");
    command->add_option("--kind", arguments->kind, "What is wrong: false_alarm, missed, crash, slow, severity, report_format")
        ->check(one_of({"false_alarm", "missed", "crash", "slow", "severity", "report_format"}))
        ->type_name("KIND");
    command->add_flag("--propose", arguments->propose, "Look for a small change to the rule that silences the false alarm and keeps its tests");
    add_common_options(*command, *arguments);
    command->footer("Exit codes: 0 drafted and ready, 1 drafted and not ready, 2 wrong usage or it does not reproduce, 3 interrupted.\n"
                    "Nothing is sent: read the draft, file it, then squire bug sent ID --url ADDRESS.\n"
                    "Examples:\n"
                    "  squire bug 1a2b3c4                           a finding of this workspace that was dismissed as false\n"
                    "  squire bug app.py:107 --report semgrep.json --rules rules/ --because \"…\" \\\n"
                    "      --scanner \"semgrep scan --json --config rule.yaml {}\" --witness squire\n"
                    "  squire bug lodash@4.17.15 --report squire-dependencies.json --because \"…\"\n"
                    "  squire bug crash src/app.py --scanner \"scanner {}\"\n"
                    "  squire bug missed src/db.py:30 --cwe 89 --note \"the id comes from the request\"\n"
                    "  squire bug list");
    add_crash_command(*command, action);
    add_bug_follow_up_commands(*command, action);
    command->require_subcommand(0, 1);
    command->callback([arguments, command, &action] {
        if (!command->get_subcommands().empty()) return;
        action = [arguments](Environment& environment) {
            if (arguments->finding.empty()) {
                print_error(environment, {ErrorKind::usage, "FINDING is required", "",
                                          "squire bug --help shows what it takes; squire bug list shows what there is"});
                return static_cast<int>(kUsage);
            }
            return draft(*arguments, environment);
        };
    });
}

} // namespace squire::cli
