// SPDX-License-Identifier: MIT
#include "cli/bug_command.h"

#include <algorithm>
#include <charconv>
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

#include "base/counted.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/version.h"
#include "bugreport/draft.h"
#include "bugreport/draft_files.h"
#include "bugreport/enhancement.h"
#include "bugreport/issue_text.h"
#include "bugreport/project_text.h"
#include "cli/finding_card.h"
#include "cli/help.h"
#include "cli/terminal_progress.h"
#include "cli/workspace_session.h"
#include "scan/sast_rules.h"
#include "workspace/bug_drafts.h"
#include "workspace/imports.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;
using bugreport::BugKind;
using bugreport::DraftRequest;
using bugreport::ScannerVoice;

struct Arguments {
    std::string finding;
    std::string report;
    std::string source = ".";
    std::string scanner;
    std::string witness;
    std::string rules;
    std::string kind;
    std::string because;
    std::string tracker;
    std::string output;
    std::vector<std::string> searched;
    std::string image, configuration, runtime, rules_version, last_good;
    unsigned time = 120;
    unsigned run_time = 60;
    unsigned tries = 3;
    bool json = false;
    bool propose = false;
};

constexpr std::string_view kOurs = "squire";

// "rule@file:line" or "file:line".
struct Place {
    std::string rule, file;
    std::uint32_t line = 0;
};

Result<Place> parse_place(std::string_view text) {
    Place place;
    std::string_view rest = text;
    if (const std::size_t at = rest.find('@'); at != std::string_view::npos) {
        place.rule = rest.substr(0, at);
        rest.remove_prefix(at + 1);
    }
    const std::size_t colon = rest.rfind(':');
    if (colon != std::string_view::npos) {
        place.file = rest.substr(0, colon);
        const std::string_view digits = rest.substr(colon + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), place.line);
        if (error == std::errc() && end == digits.data() + digits.size() && place.line > 0 && !place.file.empty()) return place;
    }
    return fail(ErrorKind::usage, "this is no place", std::string(text), "FILE:LINE, or RULE@FILE:LINE where several rules report there");
}

std::string_view last_step(std::string_view rule) {
    const std::size_t dot = rule.rfind('.');
    return dot == std::string_view::npos ? rule : rule.substr(dot + 1);
}

bool stands_at(const finding::Finding& finding, const Place& place) {
    const auto* const code = std::get_if<finding::CodeLocation>(&finding.location);
    if (code == nullptr || code->file != place.file) return false;
    if (place.line < code->range.start_line || place.line > std::max(code->range.start_line, code->range.end_line)) return false;
    return place.rule.empty() || last_step(finding.rule()) == last_step(place.rule);
}

// Drafts one report, in a workspace or without one.
class Drafting {
public:
    Drafting(const Arguments& arguments, Environment& environment) : arguments_(arguments), environment_(environment) {}

    Result<int> run() {
        if (arguments_.report.empty()) {
            auto session = open_session(environment_);
            if (!session) {
                Error error = session.error();
                if (error.kind == ErrorKind::not_found)
                    error.hint = "inside a workspace a finding's id is enough; elsewhere --report FILE names the report that it stands in";
                return std::unexpected(error);
            }
            session_.emplace(std::move(*session));
        }
        if (auto read = read_rules(); !read) return std::unexpected(read.error());
        auto request = arguments_.report.empty() ? request_of_workspace() : request_of_report();
        if (!request) return std::unexpected(request.error());
        if (auto ready = complete(*request); !ready) return std::unexpected(ready.error());
        std::optional<bugreport::EnhancementRequest> wanted;
        std::optional<bugreport::Enhancement> found;
        std::string none; // why no change is proposed
        if (arguments_.propose) {
            auto proposed = propose(*request, wanted);
            if (proposed)
                found = std::move(*proposed);
            else
                none = proposed.error().message;
        }
        // What the changed rule is silent on is the example that shows what is harmless about it.
        if (found && !request->witness)
            request->witness = ScannerVoice{.tool = {.id = "changed-rule", .name = "The rule with the change below"},
                                            .own = bugreport::changed_rule(*wanted, found->rule_text)};
        auto draft = bugreport::draft_bug(std::move(*request));
        if (!draft) return std::unexpected(draft.error());
        if (!none.empty()) draft->remarks.push_back("no change to the rule is proposed: " + none);
        if (found && draft->reduction) say_change(*wanted, *found, *draft);
        return keep(*draft);
    }

private:
    Result<void> read_rules() {
        std::optional<fs::path> path;
        if (!arguments_.rules.empty())
            path = arguments_.rules;
        else if (session_ && scan::is_sast_rule_path(session_->workspace.settings.rules))
            path = session_->workspace.root / session_->workspace.settings.rules;
        Problems problems;
        auto rules = scan::sast_rules_for(path, problems);
        if (!rules) return std::unexpected(rules.error());
        rules_ = std::move(rules->rules);
        return {};
    }

    Result<DraftRequest> request_of_workspace() {
        const auto vulnerability = session_->store.vulnerability(arguments_.finding);
        if (vulnerability) return workspace::draft_request(session_->workspace, session_->store, *vulnerability, rules_);
        auto missed = workspace::missed_weakness(session_->store, arguments_.finding);
        if (!missed) return std::unexpected(vulnerability.error());
        vulnerability_ = missed->id;
        finding::Finding finding{.name = "a missed weakness", .identifiers = {{"rule_id", missed->rule, missed->rule, ""}}};
        if (missed->cwe != 0) finding.identifiers.push_back({"cwe", fmt::format("CWE-{}", missed->cwe), std::to_string(missed->cwe), ""});
        finding.location =
            finding::CodeLocation{.file = missed->file, .range = {.start_line = missed->line, .end_line = missed->line}, .scope = {}};
        auto request = of_file(session_->workspace.sandbox(), std::move(finding), BugKind::missed);
        if (request) {
            request->why = missed->note;
            request->accused.tool = {.id = missed->scanner, .name = missed->scanner, .version = {}, .vendor = {}, .url = {}};
        }
        return request;
    }

    Result<DraftRequest> request_of_report() {
        const auto place = parse_place(arguments_.finding);
        if (!place) return std::unexpected(place.error());
        Problems problems;
        const auto read = workspace::read_report_file(arguments_.report, finding::ReportType::sast, problems);
        if (!read) return std::unexpected(read.error());
        for (const finding::Report& report : read->reports) {
            for (const finding::Finding& finding : report.findings) {
                if (!stands_at(finding, *place)) continue;
                auto request = of_file(arguments_.source, finding, BugKind::false_alarm);
                if (request) request->accused.tool = report.scanner;
                return request;
            }
        }
        return fail(ErrorKind::not_found, "the report has no such finding", arguments_.finding, "squire compare shows what is in it");
    }

    Result<DraftRequest> of_file(const fs::path& folder, finding::Finding finding, BugKind kind) {
        const std::string file(file_of(finding));
        auto text = bugreport::project_text(folder, file);
        if (!text) return std::unexpected(text.error());
        DraftRequest request{.kind = kind};
        request.input.files.push_back(bugreport::make_file(file, std::move(*text)));
        const auto place = bugreport::place_of(request.input.files, file, std::get<finding::CodeLocation>(finding.location).range);
        if (!place) return std::unexpected(place.error());
        request.input.place = *place;
        request.accused.rule = finding.rule();
        request.finding = std::move(finding);
        return request;
    }

    // What was said on the command line, over what is known.
    Result<void> complete(DraftRequest& request) {
        if (!arguments_.kind.empty()) request.kind = *bugreport::parse_bug_kind(arguments_.kind);
        const rules::SastRule* const rule = workspace::rule_named(rules_, request.accused.rule);
        if (rule != nullptr) request.rule_text = workspace::text_of_rule(*rule);
        // The finding is of the report's scanner; of a missed weakness that is the one which sees it, and `--scanner` the one which does not.
        const finding::Tool reporter = request.accused.tool;
        if (auto set =
                set_voice(arguments_.scanner, rule, request.accused, reporter, request.kind != BugKind::missed || arguments_.report.empty());
            !set)
            return set;
        if (!arguments_.witness.empty()) {
            ScannerVoice witness{.tool = {}, .rule = request.accused.rule};
            if (auto set = set_voice(arguments_.witness, rule, witness, reporter, request.kind == BugKind::missed); !set) return set;
            request.witness = std::move(witness);
        }
        if (!request.rule_text.empty()) {
            const bugreport::File file = bugreport::make_file("rule.yaml", request.rule_text);
            request.accused.beside.push_back(file);
            if (request.witness) request.witness->beside.push_back(file);
        }
        if (!arguments_.because.empty()) request.why = arguments_.because;
        add_facts(request);
        request.limits = {.time = std::chrono::seconds(arguments_.run_time), .cancellation = &environment_.cancellation};
        request.tries = arguments_.tries;
        request.reduction = {.workers = request.accused.command || (request.witness && request.witness->command)
                                            ? 2U
                                            : std::max(1U, std::thread::hardware_concurrency()),
                             .time = std::chrono::seconds(arguments_.time),
                             .cancellation = &environment_.cancellation};
        if (environment_.err_is_terminal) {
            progress_.emplace(environment_.err, environment_.width);
            request.reduction.progress = &*progress_;
        }
        // What was tried in an earlier run about the same is taken up again; the file names no part of the code.
        const std::string same =
            fmt::format("{}\n{}\n{}\n{}", request.accused.rule, place_of(request.finding), arguments_.scanner, arguments_.witness);
        if (const fs::path cache = cache_folder(); !cache.empty())
            request.reduction.state = cache / "reductions" / to_hex(sha256(same)).substr(0, 32);
        return {};
    }

    // `words`: a command, "squire" for our own engine, or nothing: then our engine where it has the rule.
    static Result<void> set_voice(const std::string& words, const rules::SastRule* rule, ScannerVoice& voice, const finding::Tool& reporter,
                                  bool is_reporter) {
        if (words.empty() || words == kOurs) {
            if (rule == nullptr)
                return fail(ErrorKind::not_found, "Squire has no rule of this name", voice.rule,
                            "--rules FILE brings it; --scanner \"COMMAND with {}\" asks its own scanner");
            voice.own = *rule;
            if (words == kOurs || voice.tool.name.empty())
                voice.tool = {.id = "squire-sast", .name = "Squire SAST", .version = std::string(version()), .vendor = "Squire", .url = {}};
            return {};
        }
        auto command = bugreport::ScannerCommand::parse(words);
        if (!command) return std::unexpected(command.error());
        voice.command = std::move(*command);
        const std::string program = fs::path(voice.command->words_for("x").front()).filename().string();
        voice.tool = is_reporter ? reporter : finding::Tool{.id = program, .name = program, .version = {}, .vendor = {}, .url = {}};
        return {};
    }

    void add_facts(DraftRequest& request) const {
        for (const auto& [name, value] :
             std::initializer_list<std::pair<const char*, const std::string&>>{{"image", arguments_.image},
                                                                               {"configuration", arguments_.configuration},
                                                                               {"runtime", arguments_.runtime},
                                                                               {"rules_version", arguments_.rules_version},
                                                                               {"last_good", arguments_.last_good}}) {
            if (!value.empty()) request.facts.emplace_back(name, value);
        }
        std::string searched;
        for (const std::string& query : arguments_.searched)
            searched += fmt::format(
                "{}{}", searched.empty() ? "Open and closed issues on " + to_rfc3339(environment_.clock.now()).substr(0, 10) + ", for " : ", ",
                "`" + printable(query) + "`");
        if (!searched.empty()) request.facts.emplace_back("searched", searched + ".");
    }

    // A change to the rule that holds; an error that says why there is none.
    Result<bugreport::Enhancement> propose(const DraftRequest& asked, std::optional<bugreport::EnhancementRequest>& wanted) const {
        if (asked.kind != BugKind::false_alarm) return fail(ErrorKind::unsupported, "it is looked for where an alarm is false");
        const rules::SastRule* const rule = workspace::rule_named(rules_, asked.accused.rule);
        if (rule == nullptr) return fail(ErrorKind::not_found, "the rule is not at hand");
        auto request = workspace::enhancement_request(*rule, arguments_.rules.empty() ? fs::path() : fs::path(arguments_.rules), asked.input);
        if (!request) return std::unexpected(request.error());
        request->cancellation = &environment_.cancellation;
        if (session_) request->keep = workspace::confirmed_findings(session_->workspace, session_->store, rule->id);
        auto found = bugreport::find_enhancement(*request);
        if (!found) return std::unexpected(found.error());
        if (!*found) return fail(ErrorKind::not_found, "no small edit silences it and keeps the rule's tests and what is confirmed");
        wanted = std::move(*request);
        return std::move(**found);
    }

    static void say_change(const bugreport::EnhancementRequest& request, const bugreport::Enhancement& found, bugreport::Draft& draft) {
        const auto patch = bugreport::patch_of(request, found, draft.reduction->best);
        if (!patch) return draft.remarks.push_back("the change could not be written as a patch: " + patch.error().message);
        draft.report.set("patch", *patch);
        const std::string others =
            found.also_silenced == 0 ? "" : fmt::format(", and {} in the same file with it", counted(found.also_silenced, "finding"));
        draft.report.set(
            "patch_says",
            fmt::format("A `{}` with {}, the best of {} edits that were tried: the alarm is silent, {} of the rule's tests {} still reported{}. "
                        "The example above is its test. For the changelog: {}",
                        found.key, bugreport::inline_code(found.pattern), found.tried, counted(found.kept_lines, "line"),
                        found.kept_lines == 1 ? "is" : "are", others, found.changelog));
    }

    Result<int> keep(bugreport::Draft& draft) {
        const bugreport::Tracker* const tracker = arguments_.tracker.empty()
                                                      ? bugreport::tracker_for(draft.report.fact("scanner"), draft.report.route)
                                                      : bugreport::tracker_named(arguments_.tracker);
        if (tracker == nullptr)
            return fail(ErrorKind::not_found, "no tracker is known for this scanner", std::string(draft.report.fact("scanner")),
                        "--tracker names one: " + names_of_trackers());
        const auto redact = session_ ? make_redaction(session_->workspace) : make_redaction(fs::path(arguments_.source));
        if (!redact) return std::unexpected(redact.error());
        if (const std::string where = workspace::secret_in(draft, *redact); !where.empty())
            return fail(ErrorKind::unsupported, fmt::format("a secret would stand in the report, in '{}': nothing is written", where),
                        arguments_.finding, "take it out of the code first, or write an example by hand");
        const std::string id = draft.report.id();
        const std::string name = "bugs/" + id;
        const fs::path folder = !arguments_.output.empty() ? fs::path(arguments_.output)
                                : session_                 ? session_->workspace.root / name
                                                           : fs::path("squire-bug-" + id);
        if (session_) {
            const std::string of = vulnerability_.empty() ? session_->store.vulnerability(arguments_.finding)->id : vulnerability_;
            auto kept = workspace::keep_draft(session_->store, workspace::record_of(draft, *tracker, of, name), session_->person,
                                              environment_.clock.now());
            if (!kept) return std::unexpected(kept.error());
        }
        for (const auto& [file, text] : bugreport::draft_files(draft, *tracker)) {
            if (auto written = write_file(folder / file, text); !written) return std::unexpected(written.error());
        }
        const bugreport::Completeness complete = bugreport::completeness_of(draft.report, *tracker);
        if (arguments_.json) {
            environment_.out << bugreport::draft_json(draft, *tracker);
        } else {
            say(draft, *tracker, complete, folder);
        }
        if (environment_.cancellation.requested()) return kIncomplete;
        return complete.ready ? kClean : kFindings;
    }

    void say(const bugreport::Draft& draft, const bugreport::Tracker& tracker, const bugreport::Completeness& complete,
             const fs::path& folder) const {
        std::ostream& out = environment_.out;
        out << fmt::format("{}  {}\n", draft.report.id(), printable(bugreport::title_for(draft.report, tracker)));
        if (!draft.report.fact("reduction").empty())
            out << fmt::format("Example   {}; it shows in {}\n", draft.report.fact("reduction"), draft.report.fact("reproduced"));
        out << fmt::format("Route     {}: {}\n",
                           draft.report.route == bugreport::Target::report_format ? "report format" : bugreport::to_string(draft.report.route),
                           draft.report.route_reason);
        out << fmt::format("Tracker   {}{}{}\n", tracker.name, tracker.url.empty() ? "" : ", " + tracker.url,
                           tracker.confidential ? ", confidential" : "");
        out << fmt::format("Score     {} of 100, {}\n", complete.score, complete.ready ? "ready" : "not ready");
        for (const bugreport::Ask* ask : complete.missing)
            out << fmt::format("  missing {}{}{}\n", ask->what, ask->must ? " (must)" : "", ask->hint.empty() ? "" : ": " + ask->hint);
        for (const std::string& remark : draft.remarks) out << fmt::format("Note      {}\n", printable(remark));
        if (draft.report.fact("searched").empty() && !tracker.search.empty())
            out << fmt::format("Search    {}\n", bugreport::search_address(tracker, last_step(draft.report.fact("rule"))));
        out << fmt::format("Written   {}\n", printable(folder.string()));
    }

    static std::string names_of_trackers() {
        std::string names;
        for (const bugreport::Tracker& tracker : bugreport::all_trackers()) names += (names.empty() ? "" : ", ") + tracker.id;
        return names;
    }

    const Arguments& arguments_;
    Environment& environment_;
    std::optional<WorkspaceSession> session_;
    std::vector<rules::SastRule> rules_;
    std::string vulnerability_; // of a missed weakness
    std::optional<TerminalProgress> progress_;
};

} // namespace

void add_bug_command(CLI::App& program, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command = program.add_subcommand("bug", "Report a scanner's mistake: the smallest example, and a draft for its tracker");
    command->add_option("FINDING", arguments->finding,
                        "A finding's id in the workspace, or with --report its place: FILE:LINE or RULE@FILE:LINE");
    command->add_option("--report", arguments->report, "The report that the finding stands in, outside a workspace")->type_name("FILE");
    command->add_option("--source", arguments->source, "The folder of the code, with --report")->capture_default_str()->type_name("DIR");
    command
        ->add_option("--scanner", arguments->scanner,
                     "How the scanner is called, with {} for the file; its rule lies beside as rule.yaml. 'squire': our engine")
        ->type_name("COMMAND");
    command->add_option("--witness", arguments->witness, "Another scanner that sees it right, likewise: it must go on to do so")
        ->type_name("COMMAND");
    command->add_option("--rules", arguments->rules, "Where the rule stands: a file or folder of Semgrep's rules")->type_name("PATH");
    command->add_option("--kind", arguments->kind, "What is wrong: false_alarm, missed, crash, slow, severity, report_format")
        ->check(one_of({"false_alarm", "missed", "crash", "slow", "severity", "report_format"}))
        ->type_name("KIND");
    command->add_option("--because", arguments->because, "Why it is wrong; without it, the comment of the dismissal")->type_name("TEXT");
    command->add_option("--searched", arguments->searched, "What you searched the tracker for, today; may be given again")->type_name("QUERY");
    command->add_option("--tracker", arguments->tracker, "Where it goes, instead of what scanner and route say")->type_name("ID");
    command->add_option("--image", arguments->image, "The digest of the scanner's image")->type_name("DIGEST");
    command->add_option("--configuration", arguments->configuration, "Configuration and CI variables that matter")->type_name("TEXT");
    command->add_option("--runtime", arguments->runtime, "What the scanner runs on: \"Python 3.11.2\"")->type_name("TEXT");
    command->add_option("--rules-version", arguments->rules_version, "The version or commit of the rules")->type_name("TEXT");
    command->add_option("--last-good", arguments->last_good, "The last version that was right")->type_name("VERSION");
    command->add_option("--time", arguments->time, "Seconds for the reduction; the best so far counts")
        ->check(number_between(1, 86'400))
        ->capture_default_str()
        ->type_name("N");
    command->add_option("--run-time", arguments->run_time, "Seconds for one run of a scanner")
        ->check(number_between(1, 3'600))
        ->capture_default_str()
        ->type_name("N");
    command->add_option("--tries", arguments->tries, "How often the result is proved")
        ->check(number_between(1, 100))
        ->capture_default_str()
        ->type_name("N");
    command->add_option("--output", arguments->output, "Where the draft is written; without it bugs/ID in the workspace, or squire-bug-ID")
        ->type_name("DIR");
    command->add_flag("--propose", arguments->propose, "Look for a small change to the rule that silences the false alarm and keeps its tests");
    command->add_flag("--json", arguments->json, "Write the report as JSON to standard output");
    command->footer("Exit codes: 0 drafted and ready, 1 drafted and not ready, 2 wrong usage or it does not reproduce, 3 interrupted.\n"
                    "Nothing is sent: read the draft, file it, then squire bug sent ID --url ADDRESS.\n"
                    "Examples:\n"
                    "  squire bug 1a2b3c4                           a finding of this workspace that was dismissed as false\n"
                    "  squire bug app.py:107 --report semgrep.json --rules rules/ --because \"…\" \\\n"
                    "      --scanner \"semgrep scan --json --config rule.yaml {}\" --witness squire\n"
                    "  squire bug missed src/db.py:30 --cwe 89 --note \"the id comes from the request\"\n"
                    "  squire bug list");
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
            const auto code = Drafting(*arguments, environment).run();
            if (code) return *code;
            print_error(environment, code.error());
            return exit_code_for(code.error());
        };
    });
}

} // namespace squire::cli
