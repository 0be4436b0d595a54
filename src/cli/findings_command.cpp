// SPDX-License-Identifier: MIT
#include "cli/findings_command.h"

#include <algorithm>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/counted.h"
#include "base/text.h"
#include "cli/finding_card.h"
#include "cli/findings_filter.h"
#include "cli/findings_output.h"
#include "cli/help.h"
#include "cli/terminal_style.h"
#include "cli/workspace_session.h"
#include "tracking/moves.h"
#include "workspace/comparison.h"
#include "workspace/decisions.h"
#include "workspace/listing.h"

namespace squire::cli {
namespace {

using tracking::Action;

int refuse(Environment& environment, const Error& error) {
    print_error(environment, error);
    return exit_code_for(error);
}

// A vulnerability that is named by a prefix: an error names the prefix, and says where ids come from.
Error about_id(Error error, const std::string& prefix) {
    if (error.place.empty()) error.place = prefix;
    if (error.hint.empty() && error.kind == ErrorKind::not_found)
        error.hint = "squire findings list shows ids; their first seven digits are enough";
    return error;
}

// Opens the workspace for `work(session)`, which returns an exit code or an error.
template <class Work> int in_workspace(Environment& environment, const Work& work) {
    auto session = open_session(environment);
    if (!session) return refuse(environment, session.error());
    const Result<int> code = work(*session);
    return code ? *code : refuse(environment, code.error());
}

// --- list ---

struct ListArguments {
    FindingsFilter filter;
    std::string format = "table";
};

Result<int> list(const ListArguments& arguments, WorkspaceSession& session, Environment& environment) {
    workspace::Settings settings = session.workspace.settings;
    const Time now = environment.clock.now();
    const auto filter = store_filter(arguments.filter, settings, session.store, now);
    if (!filter) return std::unexpected(filter.error());
    const auto warnings = workspace::suppression_warnings(session.store, settings, now);
    if (!warnings) return std::unexpected(warnings.error());
    if (arguments.filter.suppressed) settings.suppressions.clear();
    const auto listing = workspace::list_findings(session.store, settings, *filter, now);
    if (!listing) return std::unexpected(listing.error());
    if (arguments.format == "json") {
        environment.out << findings_json(listing->rows);
    } else if (arguments.format == "csv") {
        environment.out << findings_csv(listing->rows);
    } else if (listing->rows.empty()) {
        environment.out << "No findings of this kind.\n";
    } else {
        environment.out << findings_table(session.store, listing->rows, environment);
    }
    if (listing->more) environment.err << "squire: there are more; --limit 0 shows all\n";
    if (listing->suppressed > 0) {
        environment.err << fmt::format("squire: {} suppressed by squire.toml {} left out\n", counted(listing->suppressed, "finding"),
                                       listing->suppressed == 1 ? "is" : "are");
    }
    print_problems(environment, *warnings, 0);
    return kClean;
}

// --- show ---

struct ShowArguments {
    std::vector<std::string> ids;
    std::string format = "text";
};

Result<int> show(const ShowArguments& arguments, WorkspaceSession& session, Environment& environment) {
    workspace::Redact redact;
    if (arguments.format == "text") {
        auto made = make_redaction(session.workspace);
        if (!made) return std::unexpected(made.error());
        redact = std::move(*made);
    }
    bool first = true;
    for (const std::string& id : arguments.ids) {
        const auto vulnerability = session.store.vulnerability(id);
        if (!vulnerability) return std::unexpected(about_id(vulnerability.error(), id));
        const auto history = session.store.history(vulnerability->id);
        if (!history) return std::unexpected(history.error());
        if (arguments.format == "json") {
            environment.out << vulnerability_json(*vulnerability, *history);
            continue;
        }
        if (!std::exchange(first, false)) environment.out << '\n';
        environment.out << finding_card(session, *vulnerability, *history, redact, environment) << '\n' << history_lines(*history, environment);
    }
    return kClean;
}

// --- decisions ---

struct DecisionArguments {
    std::vector<std::string> ids;
    std::string reason;
    std::string comment;
};

Result<int> decide(Action action, const DecisionArguments& arguments, WorkspaceSession& session, Environment& environment) {
    tracking::Decision decision{.action = action, .reason = std::nullopt, .comment = arguments.comment};
    if (!arguments.reason.empty()) decision.reason = tracking::reason_of_words(arguments.reason);
    for (const std::string& id : arguments.ids) {
        const auto decided = workspace::decide(session.store, id, decision, session.person);
        if (!decided) return std::unexpected(about_id(decided.error(), id));
        const auto short_id = session.store.short_id(decided->id);
        std::string state = tracking::words_of(decided->state);
        if (decided->dismissal) state += fmt::format(" ({})", tracking::words_of(*decided->dismissal));
        environment.out << fmt::format("{}  {}  {}\n", short_id ? *short_id : decided->id, state, printable(place_of(decided->finding())));
    }
    return kClean;
}

Result<int> undo(WorkspaceSession& session, Environment& environment) {
    const auto undone = workspace::undo_last(session.store, session.person);
    if (!undone) return std::unexpected(undone.error());
    const auto short_id = session.store.short_id(undone->vulnerability.id);
    environment.out << fmt::format("{}  {} again, no longer {}  {}\n", short_id ? *short_id : undone->vulnerability.id,
                                   tracking::words_of(undone->vulnerability.state), tracking::words_of(undone->state),
                                   printable(place_of(undone->vulnerability.finding())));
    return kClean;
}

// --- history ---

struct HistoryArguments {
    std::string id;
    std::string format = "table";
};

Result<int> history(const HistoryArguments& arguments, WorkspaceSession& session, Environment& environment) {
    if (arguments.id.empty()) {
        auto scans = session.store.scans();
        if (!scans) return std::unexpected(scans.error());
        std::ranges::reverse(*scans);
        environment.out << (arguments.format == "json" ? scans_json(*scans) : scans_table(*scans, environment));
        return kClean;
    }
    const auto vulnerability = session.store.vulnerability(arguments.id);
    if (!vulnerability) return std::unexpected(about_id(vulnerability.error(), arguments.id));
    const auto events = session.store.history(vulnerability->id);
    if (!events) return std::unexpected(events.error());
    environment.out << (arguments.format == "json" ? vulnerability_json(*vulnerability, *events) : history_lines(*events, environment));
    return kClean;
}

// --- compare ---

struct CompareArguments {
    std::string one, other;
    std::string format = "text";
};

Result<int> compare(const CompareArguments& arguments, WorkspaceSession& session, Environment& environment) {
    const auto compared = workspace::compare(session.store, arguments.one, arguments.other);
    if (!compared) {
        Error error = compared.error();
        if (error.hint.empty()) error.hint = "squire findings history lists scans and their commits";
        return std::unexpected(std::move(error));
    }
    if (arguments.format == "json") {
        const auto json = comparison_json(*compared, session.store);
        if (!json) return std::unexpected(json.error());
        environment.out << *json;
        return kClean;
    }
    const auto name_of = [](const store::ScanRecord& scan) {
        return fmt::format("scan {} of {}", scan.id.substr(0, 8),
                           scan.provenance.revision.empty() ? "no commit" : "commit " + scan.provenance.revision.substr(0, 7));
    };
    environment.out << fmt::format("From {} to {}\n", name_of(compared->before), name_of(compared->after));
    const auto section = [&](std::string_view title, const std::vector<std::string>& ids) -> Result<void> {
        if (ids.empty()) return {};
        environment.out << fmt::format("\n{} ({})\n", title, ids.size());
        for (const std::string& id : ids) {
            const auto vulnerability = session.store.vulnerability(id);
            if (!vulnerability) return std::unexpected(vulnerability.error());
            const auto short_id = session.store.short_id(id);
            const finding::Finding& finding = vulnerability->finding();
            environment.out << fmt::format("  {}  {:<8}  {}  {}\n", short_id ? *short_id : id, finding::to_string(vulnerability->severity()),
                                           printable(place_of(finding)), printable(finding.name.empty() ? finding.rule() : finding.name));
        }
        return {};
    };
    for (const auto& [title, ids] :
         {std::pair("New", &compared->appeared), std::pair("Back", &compared->back), std::pair("Gone", &compared->gone)}) {
        if (auto shown = section(title, *ids); !shown) return std::unexpected(shown.error());
    }
    if (compared->appeared.empty() && compared->back.empty() && compared->gone.empty()) environment.out << "No difference.\n";
    return kClean;
}

// `arguments` is owned by the parser's callbacks, which outlive the function that adds the command.
template <class Arguments, class Work>
void on_choice(CLI::App* command, std::shared_ptr<Arguments> arguments, std::function<int(Environment&)>& action, Work work) {
    command->callback([arguments, work, &action] {
        action = [arguments, work](Environment& environment) {
            return in_workspace(environment, [&](WorkspaceSession& session) { return work(*arguments, session, environment); });
        };
    });
}

void add_decision(CLI::App& findings, std::function<int(Environment&)>& action, const char* name, const char* what, Action chosen,
                  const char* example) {
    auto arguments = std::make_shared<DecisionArguments>();
    CLI::App* const command = findings.add_subcommand(name, what)->group("Commands");
    command->add_option("ID", arguments->ids, "Ids, or unique beginnings of them")->required();
    if (chosen == Action::dismiss) {
        command
            ->add_option("--reason", arguments->reason, "acceptable-risk, false-positive, mitigating-control, used-in-tests or not-applicable")
            ->check(one_of({"acceptable-risk", "false-positive", "mitigating-control", "used-in-tests", "not-applicable"}))
            ->type_name("REASON")
            ->required();
    }
    CLI::Option* const comment =
        command->add_option("-m,--comment", arguments->comment, chosen == Action::dismiss ? "What makes it harmless" : "Why")->type_name("TEXT");
    if (chosen == Action::dismiss) comment->required();
    command->footer(std::string("Example:\n  ") + example);
    on_choice(command, arguments, action, [chosen](const DecisionArguments& given, WorkspaceSession& session, Environment& environment) {
        return decide(chosen, given, session, environment);
    });
}

} // namespace

void add_findings_command(CLI::App& program, std::function<int(Environment&)>& action) {
    CLI::App* const findings = program.add_subcommand("findings", "What scans of this workspace found: list, show, decide, compare");
    findings->require_subcommand(1);
    findings->footer("Inside a workspace (squire init). squire triage asks for the decisions one by one.");

    auto list_arguments = std::make_shared<ListArguments>();
    CLI::App* const list_command = findings->add_subcommand("list", "What is known, the gravest first")->group("Commands");
    add_filter_options(*list_command, list_arguments->filter, true);
    list_command->add_option("--limit", list_arguments->filter.limit, "Show so many; 0: all; without it, what squire.toml says")
        ->check(number_between(0, 1'000'000))
        ->type_name("N");
    list_command->add_option("-f,--format", list_arguments->format, "table, json or csv")
        ->check(one_of({"table", "json", "csv"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    list_command->footer("Examples:\n"
                         "  squire findings list --severity high --path src/\n"
                         "  squire findings list --new-since 2026-01-31\n"
                         "  squire findings list --state all --format csv > findings.csv");
    on_choice(list_command, list_arguments, action, list);

    auto show_arguments = std::make_shared<ShowArguments>();
    CLI::App* const show_command =
        findings->add_subcommand("show", "All about one: the code, what it means, what to do, its history")->group("Commands");
    show_command->add_option("ID", show_arguments->ids, "Ids, or unique beginnings of them")->required();
    show_command->add_option("-f,--format", show_arguments->format, "text or json")
        ->check(one_of({"text", "json"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    show_command->footer("Example:\n  squire findings show 3f2a91c");
    on_choice(show_command, show_arguments, action, show);

    add_decision(*findings, action, "confirm", "It is real", Action::confirm,
                 "squire findings confirm 3f2a91c -m \"reachable from the login form\"");
    add_decision(*findings, action, "dismiss", "It needs no repair, for one of five reasons", Action::dismiss,
                 "squire findings dismiss 3f2a91c --reason used-in-tests -m \"a key of the test server\"");
    add_decision(*findings, action, "resolve", "It is repaired; seen again, it waits for triage again", Action::resolve,
                 "squire findings resolve 3f2a91c -m \"merge request 12\"");
    add_decision(*findings, action, "reopen", "It waits for triage again", Action::reopen, "squire findings reopen 3f2a91c");

    CLI::App* const undo_command = findings->add_subcommand("undo", "Take the last decision back; again, the one before it")->group("Commands");
    undo_command->footer("Example:\n  squire findings undo");
    on_choice(undo_command, std::make_shared<int>(0), action,
              [](int, WorkspaceSession& session, Environment& environment) { return undo(session, environment); });

    auto history_arguments = std::make_shared<HistoryArguments>();
    CLI::App* const history_command =
        findings->add_subcommand("history", "All scans and what they changed; or all that happened to one finding")->group("Commands");
    history_command->add_option("ID", history_arguments->id, "Of a finding; without it, the scans");
    history_command->add_option("-f,--format", history_arguments->format, "table or json")
        ->check(one_of({"table", "json"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    history_command->footer("Examples:\n  squire findings history\n  squire findings history 3f2a91c");
    on_choice(history_command, history_arguments, action, history);

    auto compare_arguments = std::make_shared<CompareArguments>();
    CLI::App* const compare_command = findings->add_subcommand("compare", "What is new and what is gone between two scans")->group("Commands");
    compare_command->add_option("A", compare_arguments->one, "The beginning of a scan's id, or of its commit's")->required();
    compare_command->add_option("B", compare_arguments->other, "Another one")->required();
    compare_command->add_option("-f,--format", compare_arguments->format, "text or json")
        ->check(one_of({"text", "json"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    compare_command->footer("Example:\n  squire findings compare 81cc02f 9be1d77");
    on_choice(compare_command, compare_arguments, action, compare);
}

} // namespace squire::cli
