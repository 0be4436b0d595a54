// SPDX-License-Identifier: MIT
#include "cli/bug_drafting.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "advisories/index.h"
#include "base/counted.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/version.h"
#include "bugreport/draft.h"
#include "bugreport/draft_files.h"
#include "bugreport/duplicate_search.h"
#include "bugreport/enhancement.h"
#include "bugreport/issue_text.h"
#include "bugreport/project_text.h"
#include "bugreport/secret_enhancement.h"
#include "cli/finding_card.h"
#include "cli/finding_place.h"
#include "cli/terminal_progress.h"
#include "cli/workspace_session.h"
#include "scan/sast_rules.h"
#include "scan/secret_rules.h"
#include "workspace/bug_drafts.h"
#include "workspace/imports.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;
using Arguments = BugArguments;
using bugreport::BugKind;
using bugreport::DraftRequest;
using bugreport::ScannerVoice;

constexpr std::string_view kOurs = "squire";
constexpr std::string_view kAnyText = "none"; // of --valid
constexpr std::uint64_t kLargestLog = 64U << 20U, kLargestRules = 8U << 20U;
const finding::Tool kChangedRule{.id = "changed-rule", .name = "The rule with the change below", .version = {}, .vendor = {}, .url = {}};

// Drafts one report, in a workspace or without one.
class Drafting {
public:
    Drafting(const Arguments& arguments, Environment& environment) : arguments_(arguments), environment_(environment) {}

    Result<int> run() {
        if (auto opened = open_workspace(); !opened) return std::unexpected(opened.error());
        if (auto read = read_rules(); !read) return std::unexpected(read.error());
        auto request = arguments_.of_crash ? request_of_crash() : arguments_.report.empty() ? request_of_workspace() : request_of_report();
        if (!request) return std::unexpected(request.error());
        if (auto ready = complete(*request); !ready) return std::unexpected(ready.error());
        std::optional<Proposal> proposal;
        std::string none; // why no change is proposed
        if (arguments_.propose) {
            if (auto proposed = propose(*request))
                proposal = std::move(*proposed);
            else
                none = proposed.error().message;
        }
        // What the changed rule is silent on is the example that shows what is harmless about it.
        const bool shows_change = proposal && !request->witness;
        if (shows_change) request->witness = proposal->changed;
        auto draft = bugreport::draft_bug(*request);
        if (!draft && shows_change) { // no invented secret has what the change is about
            request->witness.reset();
            draft = bugreport::draft_bug(std::move(*request));
        }
        if (!draft) return std::unexpected(draft.error());
        if (!none.empty()) draft->remarks.push_back("no change to the rule is proposed: " + none);
        if (proposal && draft->reduction) say_change(*proposal, *draft);
        return keep(*draft);
    }

private:
    // A finding of a workspace needs one; a crash is kept there where it happens in one.
    Result<void> open_workspace() {
        if (!arguments_.report.empty()) return {};
        auto session = open_session(environment_);
        if (session) {
            session_.emplace(std::move(*session));
        } else if (!arguments_.of_crash || session.error().kind != ErrorKind::not_found) {
            Error error = session.error();
            if (error.kind == ErrorKind::not_found)
                error.hint = "inside a workspace a finding's id is enough; elsewhere --report FILE names the report that it stands in";
            return std::unexpected(error);
        }
        return {};
    }

    Result<void> read_rules() {
        std::optional<fs::path> path;
        if (!arguments_.rules.empty())
            path = arguments_.rules;
        else if (session_ && !session_->workspace.settings.rules.empty())
            path = session_->workspace.root / session_->workspace.settings.rules;
        const bool is_of_code = path && scan::is_sast_rule_path(*path);
        Problems problems;
        auto rules = scan::sast_rules_for(is_of_code ? path : std::nullopt, problems);
        if (!rules) return std::unexpected(rules.error());
        rules_.sast = std::move(rules->rules);
        const fs::path project = session_ ? session_->workspace.sandbox() : fs::path(arguments_.source);
        auto secrets = scan::secret_rules_for(project, path && !is_of_code ? path : std::nullopt, problems);
        if (!secrets) return std::unexpected(secrets.error());
        rules_.secrets = std::move(*secrets);
        if (auto index = advisories::Index::open(advisories::default_index_file())) index_.emplace(std::move(*index));
        if (index_) rules_.index = &*index_;
        return {};
    }

    Result<DraftRequest> request_of_workspace() {
        const auto vulnerability = session_->store.vulnerability(arguments_.finding);
        if (vulnerability) {
            of_ = vulnerability->id;
            return workspace::draft_request(session_->workspace, session_->store, *vulnerability, rules_);
        }
        auto missed = workspace::missed_weakness(session_->store, arguments_.finding);
        if (!missed) return std::unexpected(vulnerability.error());
        of_ = missed->id;
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
        const auto place = parse_finding_place(arguments_.finding);
        if (!place) return std::unexpected(place.error());
        Problems problems;
        const auto read = workspace::read_report_file(arguments_.report, finding::ReportType::sast, problems);
        if (!read) return std::unexpected(read.error());
        for (const finding::Report& report : read->reports) {
            for (finding::Finding finding : report.findings) {
                if (!place->is_of(finding)) continue;
                finding.type = report.type;
                auto request = of_file(arguments_.source, std::move(finding), BugKind::false_alarm);
                if (request) request->accused.tool = report.scanner;
                return request;
            }
        }
        return fail(ErrorKind::not_found, "the report has no such finding", arguments_.finding, "squire compare shows what is in it");
    }

    // All of the file is its place; a path that leads elsewhere is taken for the file alone.
    Result<DraftRequest> request_of_crash() {
        fs::path folder = session_ && arguments_.source == "." ? session_->workspace.sandbox() : fs::path(arguments_.source);
        fs::path file = fs::path(arguments_.finding).lexically_normal();
        std::error_code error;
        if (file.is_absolute() || file.begin()->string() == ".." || !fs::exists(folder / file, error)) {
            folder = file.parent_path().empty() ? fs::path(".") : file.parent_path();
            file = file.filename();
        }
        auto text = bugreport::project_text(folder, file.string());
        if (!text) return std::unexpected(text.error());
        DraftRequest request{.kind = arguments_.slower > 0 ? BugKind::slow : BugKind::crash};
        request.input.place = {.file = 0, .begin = 0, .end = text->size()};
        request.input.files.push_back(bugreport::make_file(file.generic_string(), std::move(*text)));
        request.accused.rule = arguments_.rule;
        request.finding.identifiers = {{"rule_id", arguments_.rule, arguments_.rule, ""}};
        if (!arguments_.log.empty()) {
            const auto log = read_file(arguments_.log, kLargestLog);
            if (!log) return std::unexpected(log.error());
            request.crash = bugreport::crash_signature(*log);
            if (request.crash->words.empty())
                return fail(ErrorKind::not_found, "the log names no crash that is known", arguments_.log,
                            "without --log, any crash on the file will do");
        }
        return request;
    }

    static Result<DraftRequest> of_file(const fs::path& folder, finding::Finding finding, BugKind kind) {
        const std::string file(file_of(finding));
        auto text = bugreport::project_text(folder, file);
        if (!text) return std::unexpected(text.error());
        DraftRequest request{.kind = kind};
        request.input.files.push_back(bugreport::make_file(file, std::move(*text)));
        const auto place = workspace::place_of_finding(request.input.files, finding);
        if (!place) return std::unexpected(place.error());
        request.input.place = *place;
        request.accused.rule = finding.rule();
        request.finding = std::move(finding);
        return request;
    }

    // What was said on the command line, over what is known.
    Result<void> complete(DraftRequest& request) {
        if (!arguments_.kind.empty()) request.kind = *bugreport::parse_bug_kind(arguments_.kind);
        const rules::SastRule* const rule = workspace::rule_named(rules_.sast, request.accused.rule);
        const bool is_of_code = request.finding.type == finding::ReportType::sast;
        if (rule != nullptr && is_of_code) request.rule_text = workspace::text_of_rule(*rule);
        // The finding is of the report's scanner; of a missed weakness that is the one which sees it, and `--scanner` the one which does not.
        const finding::Tool reporter = request.accused.tool;
        if (auto set = set_voice(arguments_.scanner, request.finding, request.accused, reporter,
                                 request.kind != BugKind::missed || arguments_.report.empty());
            !set)
            return set;
        if (!arguments_.witness.empty()) {
            ScannerVoice witness{.tool = {}, .rule = request.accused.rule};
            if (auto set = set_voice(arguments_.witness, request.finding, witness, reporter, request.kind == BugKind::missed); !set) return set;
            request.witness = std::move(witness);
        }
        if (!request.rule_text.empty()) {
            const bugreport::File file = bugreport::make_file("rule.yaml", request.rule_text);
            request.accused.beside.push_back(file);
            if (request.witness) request.witness->beside.push_back(file);
        }
        if (!arguments_.because.empty()) request.why = arguments_.because;
        if (auto added = add_facts(request); !added) return added;
        request.any_text = arguments_.valid == kAnyText;
        if (!arguments_.valid.empty() && !request.any_text) {
            auto valid = bugreport::ScannerCommand::parse(arguments_.valid);
            if (!valid) return std::unexpected(valid.error());
            request.valid = std::move(*valid);
        }
        for (const std::string& text : arguments_.scanners_at) {
            auto version = bugreport::parse_versioned_command(text);
            if (!version) return std::unexpected(version.error());
            request.versions.push_back(std::move(*version));
        }
        bugreport::sort_by_version(request.versions);
        const unsigned seconds = arguments_.slower > 0 ? arguments_.slower : arguments_.run_time;
        request.limits = {.time = std::chrono::seconds(seconds), .cancellation = &environment_.cancellation};
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

    // `words`: a command, "squire" for our own scanner, or nothing: then our own where it has the rule. Beside a command our own one helps to reduce.
    Result<void> set_voice(const std::string& words, const finding::Finding& finding, ScannerVoice& voice, const finding::Tool& reporter,
                           bool is_reporter) const {
        const bool is_ours = words.empty() || words == kOurs;
        auto own = arguments_.of_crash ? Result<void>() : workspace::set_own_voice(voice, finding, rules_);
        if (!own && is_ours) return own;
        if (is_ours) {
            if (!voice.is_here())
                return fail(ErrorKind::not_found,
                            arguments_.of_crash ? "a crash needs the command that shows it" : "Squire has no rule of this name", voice.rule,
                            "--rules FILE brings it; --scanner \"COMMAND with {}\" asks its own scanner");
            const char* const kind = voice.secret ? "secrets" : voice.package ? "dependencies" : "SAST";
            if (words == kOurs || voice.tool.name.empty())
                voice.tool = {.id = "squire-" + to_lower(kind),
                              .name = fmt::format("Squire {}", kind),
                              .version = std::string(version()),
                              .vendor = "Squire",
                              .url = {}};
            return {};
        }
        auto command = bugreport::ScannerCommand::parse(words);
        if (!command) return std::unexpected(command.error());
        voice.command = std::move(*command);
        const std::string program = fs::path(voice.command->program()).filename().string();
        voice.tool = is_reporter && !reporter.name.empty()
                         ? reporter
                         : finding::Tool{.id = program, .name = program, .version = {}, .vendor = {}, .url = {}};
        return {};
    }

    Result<void> add_facts(DraftRequest& request) const {
        for (const auto& [name, value] :
             std::initializer_list<std::pair<const char*, const std::string&>>{{"image", arguments_.image},
                                                                               {"configuration", arguments_.configuration},
                                                                               {"runtime", arguments_.runtime},
                                                                               {"rules_version", arguments_.rules_version},
                                                                               {"scanner_version", arguments_.scanner_version},
                                                                               {"last_good", arguments_.last_good},
                                                                               {"summary", arguments_.summary}}) {
            if (!value.empty()) request.facts.emplace_back(name, value);
        }
        const bugreport::DuplicateSearch search{.queries = arguments_.searched,
                                                .date = arguments_.searched_on.empty() ? to_rfc3339(environment_.clock.now()).substr(0, 10)
                                                                                       : arguments_.searched_on,
                                                .same = arguments_.same,
                                                .similar = arguments_.similar};
        if (auto sound = bugreport::check(search); !sound) return sound;
        if (std::string words = search.words(); !words.empty()) request.facts.emplace_back("searched", std::move(words));
        return {};
    }

    /// A change to a rule, and the rule with it.
    struct Proposal {
        bugreport::Enhancement found;
        ScannerVoice changed;
        std::function<Result<std::string>(const bugreport::Input& example)> patch;
    };

    // A change to the rule that holds; an error that says why there is none.
    Result<Proposal> propose(const DraftRequest& asked) const {
        if (asked.kind != BugKind::false_alarm) return fail(ErrorKind::unsupported, "it is looked for where an alarm is false");
        if (asked.accused.secret) return propose_for_secret(asked);
        const rules::SastRule* const rule = workspace::rule_named(rules_.sast, asked.accused.rule);
        if (rule == nullptr) return fail(ErrorKind::not_found, "the rule is not at hand");
        auto request = workspace::enhancement_request(*rule, arguments_.rules.empty() ? fs::path() : fs::path(arguments_.rules), asked.input);
        if (!request) return std::unexpected(request.error());
        request->cancellation = &environment_.cancellation;
        if (session_) request->keep = workspace::confirmed_findings(session_->workspace, session_->store, rule->id);
        auto found = bugreport::find_enhancement(*request);
        if (!found) return std::unexpected(found.error());
        if (!*found) return fail(ErrorKind::not_found, "no small edit silences it and keeps the rule's tests and what is confirmed");
        ScannerVoice changed{.tool = kChangedRule, .own = bugreport::changed_rule(*request, (*found)->rule_text)};
        return Proposal{.found = **found,
                        .changed = std::move(changed),
                        .patch = [wanted = std::move(*request), edit = **found](const bugreport::Input& example) {
                            return bugreport::patch_of(wanted, edit, example);
                        }};
    }

    Result<Proposal> propose_for_secret(const DraftRequest& asked) const {
        if (arguments_.rules.empty()) return fail(ErrorKind::not_found, "the rule is in no file: --rules names a file of Gitleaks'");
        auto text = read_file(arguments_.rules, kLargestRules);
        if (!text) return std::unexpected(text.error());
        bugreport::SecretEnhancementRequest request{.rules = asked.accused.secret->rules,
                                                    .rule = asked.accused.secret->rule,
                                                    .rule_file =
                                                        bugreport::make_file(fs::path(arguments_.rules).filename().string(), std::move(*text)),
                                                    .alarm = asked.input,
                                                    .keep = {},
                                                    .cancellation = &environment_.cancellation};
        const auto place = bugreport::place_of_secret(request.alarm, *asked.accused.secret);
        if (!place) return std::unexpected(place.error());
        request.alarm.place = *place;
        if (session_) request.keep = workspace::confirmed_findings(session_->workspace, session_->store, request.rule);
        auto found = bugreport::find_secret_enhancement(request);
        if (!found) return std::unexpected(found.error());
        if (!*found) return fail(ErrorKind::not_found, "no small edit silences it and keeps the rule's examples and what is confirmed");
        ScannerVoice changed{.tool = kChangedRule, .secret = bugreport::SecretQuestion{.rules = {}, .rule = request.rule}};
        if (auto rules = bugreport::changed_rules(request, (*found)->rule_text)) changed.secret->rules = std::move(*rules);
        return Proposal{
            .found = **found, .changed = std::move(changed), .patch = [wanted = std::move(request), edit = **found](const bugreport::Input&) {
                return bugreport::patch_of(wanted, edit);
            }};
    }

    static void say_change(const Proposal& proposal, bugreport::Draft& draft) {
        const auto patch = proposal.patch(draft.reduction->best);
        if (!patch) return draft.remarks.push_back("the change could not be written as a patch: " + patch.error().message);
        draft.report.set("patch", *patch);
        const bugreport::Enhancement& found = proposal.found;
        const std::string others =
            found.also_silenced == 0 ? "" : fmt::format(", and {} in the same file with it", counted(found.also_silenced, "finding"));
        const bool has_test = patch->contains(" ok: ");
        draft.report.set("patch_says",
                         fmt::format("A change of kind `{}` to {}, after {}: the alarm is silent, {} of the rule's tests {} still reported{}.{} "
                                     "For the changelog: {}",
                                     found.key, bugreport::inline_code(found.pattern), counted(found.tried, "edit"),
                                     counted(found.kept_lines, "line"), found.kept_lines == 1 ? "is" : "are", others,
                                     has_test ? " The example above is its test." : "", found.changelog));
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
            auto kept = workspace::keep_draft(session_->store, workspace::record_of(draft, *tracker, of_, name), session_->person,
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
        for (const std::string& address : arguments_.same)
            out << fmt::format("Known     {}: add the example there, instead of a report of its own\n", address);
        if (draft.report.fact("searched").empty()) {
            for (const auto& [query, address] : bugreport::searches_for(tracker, draft.report))
                if (!address.empty()) out << fmt::format("Search    {}\n", address);
        }
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
    workspace::OwnRules rules_;
    std::optional<advisories::Index> index_;
    std::string of_; // the vulnerability, or the missed weakness
    std::optional<TerminalProgress> progress_;
};

} // namespace

Result<int> draft_bug(const BugArguments& arguments, Environment& environment) { return Drafting(arguments, environment).run(); }

} // namespace squire::cli
