// SPDX-License-Identifier: MIT
#include "bugreport/draft.h"

#include <algorithm>
#include <cstdlib>
#include <future>
#include <memory>
#include <span>
#include <utility>

#include <sys/utsname.h>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/file.h"
#include "base/text.h"
#include "bugreport/command_oracle.h"
#include "bugreport/near_miss.h"
#include "formats/own_json.h"
#include "formats/report_reader.h"
#include "sast/rule_book.h"
#include "sast/text_scan.h"
#include "syntax/languages.h"

namespace squire::bugreport {
namespace {

constexpr std::size_t kMostRaw = 20'000; // bytes: a report is read by people

// What our engine says of the example, with the way of the data.
std::optional<finding::Finding> own_finding(const rules::SastRule& rule, const Input& example) {
    Problems ignored;
    const auto book = sast::RuleBook::make({rule}, {}, ignored);
    if (!book) return std::nullopt;
    const sast::TextLimits limits;
    sast::TextScan scan(**book, limits, ignored);
    const syntax::Language* const language = syntax::language_of_path(example.file().path);
    std::vector<finding::Report> reports(1);
    reports.front().findings = scan.scan(example.file().path, example.file().text(), language, {});
    const finding::Finding* const found = finding_at(reports, rule.id, example);
    return found == nullptr ? std::nullopt : std::optional(*found);
}

std::string_view last_step(std::string_view rule) {
    const std::size_t dot = rule.rfind('.');
    return dot == std::string_view::npos ? rule : rule.substr(dot + 1);
}

std::string trace_words(const std::vector<finding::FlowStep>& flow) {
    std::string words;
    std::size_t number = 0;
    for (const finding::FlowStep& step : flow) {
        const std::string_view kind = step.kind == finding::FlowStep::Kind::source ? "comes in"
                                      : step.kind == finding::FlowStep::Kind::sink ? "does harm"
                                                                                   : "goes on";
        words += fmt::format("{}. {} at line {}\n", ++number, kind, step.range.start_line);
    }
    return words;
}

// The name of the user is in paths of programs.
std::string without_home(std::string text) {
    const char* const variable = std::getenv("HOME");
    const std::string home = variable == nullptr ? "" : variable;
    if (home.size() < 2) return text;
    for (std::size_t at = text.find(home); at != std::string::npos; at = text.find(home, at + 1)) text.replace(at, home.size(), "~");
    return text;
}

class Writer {
public:
    explicit Writer(DraftRequest request) : request_(std::move(request)) {}

    Result<Draft> write() {
        draft_.report.kind = request_.kind;
        if (auto ready = invent_secret(); !ready) return std::unexpected(ready.error());
        if (auto reduced = reduce_it(); !reduced) return std::unexpected(reduced.error());
        if (auto proved = prove(); !proved) return std::unexpected(proved.error());
        if (auto found = look_for_near_miss(); !found) return std::unexpected(found.error());
        facts();
        if (auto asked = ask_versions(); !asked) return std::unexpected(asked.error());
        for (const auto& [name, value] : request_.facts) report().set(name, value);
        const Route route = route_of({.kind = request_.kind, .says_broken = says_broken_, .other_engine_agrees = other_agrees_});
        draft_.report.route = route.target;
        draft_.report.route_reason = route.reason;
        return std::move(draft_);
    }

private:
    BugReport& report() { return draft_.report; }
    [[nodiscard]] bool is_about_end() const { return request_.kind == BugKind::crash || request_.kind == BugKind::slow; }
    [[nodiscard]] bool accused_reports() const { return request_.kind != BugKind::missed; }

    // A secret is replaced before anything else is done with its file.
    Result<void> invent_secret() {
        if (request_.finding.type != finding::ReportType::secret_detection || is_about_end()) return {};
        ScannerVoice& voice = request_.accused;
        if (voice.secret && accused_reports()) {
            const auto place = place_of_secret(request_.input, *voice.secret);
            if (!place) return std::unexpected(place.error());
            request_.input.place = *place;
        }
        const auto asked = oracle_of(statements(), request_.input, statement_options());
        if (!asked) return std::unexpected(asked.error());
        auto invented = with_invented_secret(request_.input, *asked->oracle);
        if (!invented) return std::unexpected(invented.error());
        request_.input = std::move(*invented);
        const Place& place = request_.input.place;
        draft_.invented = std::string(request_.input.file().text().substr(place.begin, place.end - place.begin));
        return {};
    }

    [[nodiscard]] std::vector<Statement> statements() const {
        std::vector<Statement> all{{&request_.accused, accused_reports()}};
        if (request_.witness) all.push_back({&*request_.witness, !accused_reports()});
        return all;
    }
    [[nodiscard]] StatementOptions statement_options() const {
        return {.reduction = request_.reduction,
                .limits = request_.limits,
                .valid = request_.valid,
                .any_text = request_.any_text,
                .runs = std::max(request_.tries, 1U)};
    }

    Result<void> reduce_it() {
        if (request_.kind == BugKind::missed && !request_.witness) {
            draft_.remarks.emplace_back(
                "no example was made: nothing tells whether a smaller file is still missed; name a rule or a scanner that reports it");
            return {};
        }
        auto reduction = is_about_end() ? reduce_by_end() : reduce_by_statements();
        if (!reduction) return std::unexpected(reduction.error());
        example_ = reduction->best;
        if (reduction->end != End::done)
            draft_.remarks.push_back(fmt::format("the example is the best so far: {}{}", to_string(reduction->end),
                                                 reduction->trouble.empty() ? "" : ", " + reduction->trouble));
        report().set("reduction", fmt::format("{} reduced to {} and renamed{}", counted(reduction->bytes_before, "byte"),
                                              counted(reduction->bytes_after, "byte"), reduction->minimal ? "; nothing can be taken away" : "") +
                                      (valid_.empty() ? "" : fmt::format("; {}", valid_)));
        draft_.reduction = std::move(*reduction);
        return {};
    }

    Result<Reduction> reduce_by_statements() {
        auto asked = oracle_of(statements(), request_.input, statement_options());
        if (!asked) return std::unexpected(asked.error());
        oracle_ = std::move(asked->oracle);
        draft_.remarks = std::move(asked->remarks);
        valid_ = std::move(asked->valid);
        return reduce_by(statements(), request_.input, *oracle_, statement_options());
    }

    Result<Reduction> reduce_by_end() {
        if (!request_.accused.command)
            return fail(ErrorKind::usage, "a crash or a time-out needs the command that shows it", "", "--scanner \"COMMAND with {}\"");
        CommandQuestion question{
            .command = *request_.accused.command, .beside = request_.accused.beside, .rule = {}, .output = {}, .limits = request_.limits};
        question.hangs = request_.kind == BugKind::slow;
        if (request_.kind == BugKind::crash) {
            auto crash = crash_of_input();
            if (!crash) return std::unexpected(crash.error());
            question.crash = request_.crash = std::move(*crash);
        }
        auto oracle = CommandOracle::make(std::move(question));
        if (!oracle) return std::unexpected(oracle.error());
        const auto steadiness = (*oracle)->measure(request_.input, std::max(request_.tries, 1U));
        if (!steadiness) return std::unexpected(steadiness.error());
        if (steadiness->is_flaky())
            draft_.remarks.push_back(
                fmt::format("it is flaky: {} of {} runs on the file as it is show it", steadiness->shown, steadiness->runs));
        if (steadiness->shown == 0 && request_.kind == BugKind::slow)
            return fail(ErrorKind::not_found, fmt::format("it ends within {} seconds", request_.limits.time.count()), request_.input.file().path,
                        "--slower N says after how many seconds it is slow");
        oracle_ = std::move(*oracle);
        return reduce(request_.input, *oracle_, request_.reduction);
    }

    // How it crashes now; where a log says how, in that way.
    Result<CrashSignature> crash_of_input() {
        const auto run = run_scanner(*request_.accused.command, request_.input, request_.accused.beside, request_.limits);
        if (!run) return std::unexpected(run.error());
        CrashSignature crash = crash_signature(*run);
        if (!is_crash(*run))
            return fail(ErrorKind::not_found,
                        fmt::format("it does not crash: {}", run->end == RunEnd::timed_out ? "its time is up" : describe(crash)),
                        request_.input.file().path, "--slower N is for what does not end in time");
        if (request_.crash && !crash.is_of(*request_.crash))
            return fail(ErrorKind::not_found, fmt::format("it crashes otherwise: {} instead of {}", describe(crash), describe(*request_.crash)),
                        request_.input.file().path);
        return crash;
    }

    // The example alone, from scratch, several times.
    Result<void> prove() {
        if (!draft_.reduction) return {};
        const unsigned tries = std::max(request_.tries, 1U);
        // The last word of the reduction was the first try.
        unsigned times = draft_.reduction->confirmed ? 1 : 0, asked = 1;
        const unsigned further =
            std::max(tries - std::min(tries, asked + (request_.accused.command ? 1U : 0U)), request_.accused.command ? 0U : 1U);
        // Two runs of a scanner at a time, but where time is what is measured.
        const auto when = request_.kind == BugKind::slow ? std::launch::deferred : std::launch::async | std::launch::deferred;
        auto counted_further = std::async(when, [&] { return count_interesting(*oracle_, example_, further); });
        if (request_.accused.command) {
            auto run = run_scanner(*request_.accused.command, example_, request_.accused.beside, request_.limits);
            if (run) run_ = std::move(*run);
            counted_further.wait();
            if (!run) return std::unexpected(run.error());
            times += is_wrong(run_).value_or(false) ? 1 : 0;
            ++asked;
            if (!run_.left_behind.empty())
                draft_.remarks.push_back(
                    fmt::format("the scanner wrote {} into the folder: {}", counted(run_.left_behind.size(), "file"), run_.left_behind.front()));
        }
        const auto shown = counted_further.get();
        if (!shown) return std::unexpected(shown.error());
        times += *shown;
        asked += further;
        if (times == 0) return fail(ErrorKind::not_found, "the reduced example does not show it any more: the scanner is flaky");
        if (times < asked) draft_.remarks.push_back(fmt::format("it is flaky: {} of {} runs show it", times, asked));
        report().set("reproduced", fmt::format("{} of {} runs", times, asked));
        for (const Problem& message : messages()) says_broken_ |= message.weight == Weight::incomplete;
        // The same rule by two engines: what the witness says of the example tells whose mistake it is.
        if (request_.witness && request_.witness->rule == request_.accused.rule) other_agrees_ = false;
        return {};
    }

    // Whether a run of the accused, of any version, makes the mistake; nothing: it says nothing of the file.
    [[nodiscard]] std::optional<bool> is_wrong(const ScannerRun& run) const {
        if (request_.kind == BugKind::slow) return run.end == RunEnd::timed_out;
        if (request_.kind == BugKind::crash) {
            if (run.end == RunEnd::timed_out) return std::nullopt;
            return is_crash(run) && request_.crash && crash_signature(run).words == request_.crash->words;
        }
        if (run.end != RunEnd::reported) return std::nullopt;
        const bool reports = finding_at(run.reports, request_.accused.rule, example_) != nullptr;
        const bool is_whole = std::ranges::none_of(run.reports, [](const finding::Report& report) {
            return std::ranges::any_of(report.messages, [](const Problem& each) { return each.weight == Weight::incomplete; });
        });
        if (!reports && !is_whole) return std::nullopt; // it could not read the rule, or the file
        return reports == accused_reports();
    }

    Result<void> ask_versions() {
        if (request_.versions.empty() || !draft_.reduction) return {};
        std::vector<VersionedCommand> versions = request_.versions;
        const std::string& now = request_.accused.tool.version;
        const bool is_listed = std::ranges::find(versions, now, &VersionedCommand::version) != versions.end();
        if (request_.accused.command && !now.empty() && !is_listed) versions.push_back({now, *request_.accused.command});
        sort_by_version(versions);
        const auto search = find_first_wrong(versions, [&](const VersionedCommand& each) -> Result<std::optional<bool>> {
            if (each.version == now && !is_listed) return true;
            const auto run = run_scanner(each.command, example_, request_.accused.beside, request_.limits);
            if (!run) return std::unexpected(run.error());
            return is_wrong(*run);
        });
        if (!search) return std::unexpected(search.error());
        report().set("last_good", search->words());
        if (search->is_over) draft_.remarks.push_back(fmt::format("{}, the newest version that was asked, is right", search->last_good));
        return {};
    }

    // By our own engine where it makes the mistake, else by a command that is asked about many changes in one run.
    Result<void> look_for_near_miss() {
        if (!draft_.reduction || is_about_end()) return {};
        ScannerVoice here = request_.accused;
        here.command.reset();
        std::unique_ptr<Oracle> flipped;
        if (here.is_here()) {
            auto asked = oracle_of({{&here, !accused_reports()}}, example_, statement_options());
            if (!asked) return std::unexpected(asked.error());
            flipped = std::move(asked->oracle);
        }
        if (!flipped || flipped->interesting(example_, 0).value_or(true)) {
            if (!request_.accused.command || oracle_->at_once() == 1) return {};
            auto asked = flipped_command();
            if (!asked) return std::unexpected(asked.error());
            flipped = std::move(*asked);
        }
        if (here.secret) return shorten_secret(*flipped);
        ReductionOptions options = request_.reduction;
        options.state.clear();
        const auto found = find_near_misses(example_, *flipped, options);
        if (!found) return std::unexpected(found.error());
        if (found->empty()) return {};
        const NearMiss& nearest = found->front();
        report().set("near_miss", std::string(nearest.changed.file().text()));
        std::string others; // each is the smallest of its kind
        for (const NearMiss& each : std::span(*found).subspan(1)) others += fmt::format("{}{}", others.empty() ? "" : ", or ", each.what);
        report().set("near_miss_says", fmt::format("With {} the rule {}{}.", nearest.what, accused_reports() ? "says nothing" : "reports it",
                                                   others.empty() ? "" : "; likewise with " + others));
        return {};
    }

    // The opposite of what the accused says, of a file that can still be read.
    Result<std::unique_ptr<Oracle>> flipped_command() {
        auto command = CommandOracle::make({.command = *request_.accused.command,
                                            .beside = request_.accused.beside,
                                            .rule = request_.accused.rule,
                                            .silent = accused_reports(),
                                            .output = {},
                                            .limits = request_.limits});
        if (!command) return std::unexpected(command.error());
        (*command)->ask_at_once(); // it was seen for the opposite question
        auto demands = demands_of(example_, statement_options());
        if (!demands) return std::unexpected(demands.error());
        demands->oracles.push_back(std::move(*command));
        return make_joint_oracle(std::move(demands->oracles));
    }

    // Of a secret, whose bytes stay as they are in all that is tried: one character less.
    Result<void> shorten_secret(Oracle& flipped) {
        const Edit edit{.begin = example_.place.end - 1, .end = example_.place.end, .text = {}};
        const Input shorter = with_edits(example_, example_.place.file, std::span(&edit, 1));
        const auto silent = flipped.interesting(shorter, 0);
        if (!silent) return std::unexpected(silent.error());
        if (!*silent) return {};
        report().set("near_miss", std::string(shorter.file().text()));
        report().set("near_miss_says", "With one character less the rule says nothing.");
        return {};
    }

    [[nodiscard]] std::vector<Problem> messages() const {
        std::vector<Problem> all;
        for (const finding::Report& each : run_.reports) all.insert(all.end(), each.messages.begin(), each.messages.end());
        return all;
    }

    void facts() {
        BugReport& to = report();
        // Its own report knows best which version ran.
        if (request_.accused.command && !run_.reports.empty()) {
            const finding::Tool& ran = run_.reports.front().scanner;
            if (!ran.version.empty()) request_.accused.tool.version = ran.version;
            if (request_.accused.tool.vendor.empty() && !ran.name.empty()) request_.accused.tool.name = ran.name;
        }
        finding::Tool& accused = request_.accused.tool;
        if (request_.accused.command && accused.version.empty())
            accused.version = version_of_program(*request_.accused.command, request_.limits);
        to.set("scanner", request_.accused.tool.name.empty() ? request_.accused.tool.id : request_.accused.tool.name);
        to.set("scanner_version", request_.accused.tool.version);
        // The name that it has in its file; a scanner puts the folder before it.
        to.set("rule", request_.rule_text.empty() ? request_.accused.rule : std::string(last_step(request_.accused.rule)));
        to.set("rule_text", request_.rule_text);
        to.set("system", system_words());
        to.set("why", request_.why);
        if (request_.kind == BugKind::crash) to.set("crash", crash_signature(run_).words);
        to.set("category", category_words());
        to.set("priority", request_.kind == BugKind::crash || request_.kind == BugKind::missed ? "P1" : "P2");
        if (draft_.reduction) {
            const std::string& path = example_.file().path;
            to.set("example", std::string(example_.file().text()));
            to.set("example_path", path);
            const syntax::Language* const language = syntax::language_of_path(path);
            to.set("example_language", language == nullptr ? "text" : std::string(language->name));
            to.set("command", request_.accused.command ? request_.accused.command->text_for(path) : own_command());
            to.set("steps", fmt::format("1. Put the example below into a file of its own{}.\n2. Run the command below in its folder.",
                                        request_.rule_text.empty() ? "" : ", and the rule beside it as `rule.yaml`"));
            say_what_happens();
        }
        to.set("expected", expectation_of(to));
    }

    [[nodiscard]] std::string own_command() const {
        if (request_.accused.secret) return "squire scan . --only secrets";
        if (request_.accused.package) return "squire scan . --only dependencies";
        return "squire scan . --only sast --rules rule.yaml";
    }

    [[nodiscard]] std::string category_words() const {
        for (const finding::Identifier& each : request_.finding.identifiers) {
            if (to_lower(each.type) == "cwe") return each.name;
        }
        return request_.finding.name;
    }

    void say_what_happens() {
        BugReport& to = report();
        if (is_about_end()) {
            to.set("actual", request_.kind == BugKind::crash ? fmt::format("It ends with {}.", describe(crash_signature(run_)))
                                                             : fmt::format("It does not end within {} seconds.", request_.limits.time.count()));
            to.set("log", shorten(without_home(run_.errors.empty() ? run_.console : run_.errors), kMostRaw));
            return;
        }
        std::optional<finding::Finding> said;
        if (const auto* found = finding_at(run_.reports, request_.accused.rule, example_)) said = *found;
        if (!said && request_.accused.own && !request_.accused.command) said = own_finding(*request_.accused.own, example_);
        if (!said && accused_reports() && !request_.accused.command) said = finding_in_example();
        if (!said) {
            to.set("actual", "Nothing is reported." + witness_words());
            return;
        }
        to.set("actual", fmt::format("{}: {} ({}).{}", place_of(*said), said->rule(), finding::to_string(said->severity), witness_words()));
        const finding::Range range = range_of(example_);
        std::string raw = formats::raw_finding_in(run_.output, last_step(said->rule()), range.start_line);
        if (raw.empty()) raw = formats::write_findings(std::vector{*said});
        to.set("raw", shorten(raw, kMostRaw));
        to.set("trace", trace_words(said->flow));
    }

    // What was said of the project's file, as it is of the example: nothing of commits, authors or code.
    [[nodiscard]] std::optional<finding::Finding> finding_in_example() const {
        finding::Finding plain{.type = request_.finding.type,
                               .severity = request_.finding.severity,
                               .name = request_.finding.name,
                               .identifiers = request_.finding.identifiers};
        const std::string& path = example_.file().path;
        if (request_.accused.secret)
            plain.location = finding::SecretLocation{.file = path, .range = range_of(example_), .commit = {}, .blob = {}, .still_at_head = {}};
        else if (request_.accused.package)
            plain.location = finding::DependencyLocation{
                .file = path, .package = request_.accused.package->package, .version = request_.accused.package->version, .direct = {}};
        else
            return std::nullopt;
        return plain;
    }

    [[nodiscard]] std::string witness_words() const {
        if (!request_.witness) return {};
        const finding::Tool& tool = request_.witness->tool;
        return fmt::format(" {}{}{}{} {}.", tool.name, tool.version.empty() ? "" : " ", tool.version,
                           other_agrees_ ? ", given the same rule," : "",
                           request_.kind == BugKind::missed ? "reports it" : "reports nothing here");
    }

    DraftRequest request_;
    Draft draft_;
    Input example_;
    std::unique_ptr<Oracle> oracle_;
    std::string valid_; // what the example is by its reduction
    ScannerRun run_;
    bool says_broken_ = false;
    std::optional<bool> other_agrees_;
};

} // namespace

Result<Draft> draft_bug(DraftRequest request) { return Writer(std::move(request)).write(); }

std::string system_words() {
    struct utsname names{};
    std::string machine = ::uname(&names) == 0 ? fmt::format("{} {}", names.sysname, names.machine) : "unknown";
    const auto release = read_file("/etc/os-release", 1U << 16U);
    if (!release) return machine;
    for (const std::string_view line : split(*release, '\n')) {
        if (!line.starts_with("PRETTY_NAME=")) continue;
        std::string_view name = line.substr(12);
        if (name.size() >= 2 && name.front() == '"') name = name.substr(1, name.size() - 2);
        return fmt::format("{}, {}", name, machine);
    }
    return machine;
}

} // namespace squire::bugreport
