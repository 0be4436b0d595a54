// SPDX-License-Identifier: MIT
#include "bugreport/draft.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <sys/utsname.h>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/file.h"
#include "base/text.h"
#include "bugreport/near_miss.h"
#include "bugreport/sast_oracle.h"
#include "formats/own_json.h"
#include "formats/report_reader.h"
#include "rules/sast_rule_reader.h"
#include "sast/rule_book.h"
#include "sast/text_scan.h"
#include "syntax/languages.h"

namespace squire::bugreport {
namespace {

constexpr std::size_t kMostRaw = 20'000; // bytes: a report is read by people

using Oracles = std::vector<std::unique_ptr<Oracle>>;

// Adds what asks a scanner whether it reports, or stays silent.
Result<void> add_voice(const ScannerVoice& voice, bool reports, const DraftRequest& request, Oracles& oracles) {
    if (voice.own && !voice.command) {
        SastQuestion question;
        (reports ? question.fires : question.silent).push_back(*voice.own);
        auto asked = make_sast_oracle(std::move(question), request.input, request.reduction.workers);
        if (!asked) return std::unexpected(asked.error());
        oracles.push_back(std::move(*asked));
        return {};
    }
    if (!voice.command)
        return fail(ErrorKind::unsupported, fmt::format("there is no way to ask {}", voice.tool.name), "", "--scanner \"COMMAND with {}\"");
    oracles.push_back(make_scanner_oracle({.command = *voice.command,
                                           .beside = voice.beside,
                                           .rule = voice.rule,
                                           .end = RunEnd::reported,
                                           .reported = reports,
                                           .limits = request.limits}));
    return {};
}

Result<std::unique_ptr<Oracle>> oracle_of(const DraftRequest& request) {
    Oracles oracles;
    if (request.kind == BugKind::crash || request.kind == BugKind::slow) {
        if (!request.accused.command)
            return fail(ErrorKind::usage, "a crash or a time-out needs the command that shows it", "", "--scanner \"COMMAND with {}\"");
        oracles.push_back(make_scanner_oracle({.command = *request.accused.command,
                                               .beside = request.accused.beside,
                                               .rule = {},
                                               .end = request.kind == BugKind::crash ? RunEnd::crashed : RunEnd::timed_out,
                                               .limits = request.limits}));
        return make_joint_oracle(std::move(oracles));
    }
    // In-process before commands: thousands of answers a second before one in some seconds.
    const bool accused_reports = request.kind != BugKind::missed;
    std::vector<std::pair<const ScannerVoice*, bool>> voices{{&request.accused, accused_reports}};
    if (request.witness) voices.emplace_back(&*request.witness, !accused_reports);
    std::ranges::stable_sort(voices, {}, [](const auto& voice) { return voice.first->command.has_value(); });
    for (const auto& [voice, reports] : voices) {
        if (auto added = add_voice(*voice, reports, request, oracles); !added) return std::unexpected(added.error());
    }
    return make_joint_oracle(std::move(oracles));
}

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

class Writer {
public:
    explicit Writer(DraftRequest request) : request_(std::move(request)) {}

    Result<Draft> write() {
        draft_.report.kind = request_.kind;
        auto reduced = reduce_it();
        if (!reduced) return std::unexpected(reduced.error());
        if (auto proved = prove(); !proved) return std::unexpected(proved.error());
        if (auto found = look_for_near_miss(); !found) return std::unexpected(found.error());
        facts();
        const Route route = route_of({.kind = request_.kind, .says_broken = says_broken_, .other_engine_agrees = other_agrees_});
        draft_.report.route = route.target;
        draft_.report.route_reason = route.reason;
        return std::move(draft_);
    }

private:
    BugReport& report() { return draft_.report; }

    Result<void> reduce_it() {
        if (request_.kind == BugKind::missed && !request_.witness) {
            draft_.remarks.emplace_back(
                "no example was made: nothing tells whether a smaller file is still missed; name a rule or a scanner that reports it");
            return {};
        }
        auto oracle = oracle_of(request_);
        if (!oracle) return std::unexpected(oracle.error());
        auto reduction = reduce(request_.input, **oracle, request_.reduction);
        if (!reduction) return std::unexpected(reduction.error());
        example_ = reduction->best;
        oracle_ = std::move(*oracle);
        if (reduction->end != End::done) draft_.remarks.push_back(fmt::format("the example is the best so far: {}", to_string(reduction->end)));
        report().set("reduction", fmt::format("{} reduced to {} and renamed{}", counted(reduction->bytes_before, "byte"),
                                              counted(reduction->bytes_after, "byte"), reduction->minimal ? "; nothing can be taken away" : ""));
        draft_.reduction = std::move(*reduction);
        return {};
    }

    // The example alone, from scratch, several times.
    Result<void> prove() {
        if (!draft_.reduction) return {};
        if (request_.accused.command) {
            auto run = run_scanner(*request_.accused.command, example_, request_.accused.beside, request_.limits);
            if (!run) return std::unexpected(run.error());
            run_ = std::move(*run);
            if (!run_.left_behind.empty())
                draft_.remarks.push_back(
                    fmt::format("the scanner wrote {} into the folder: {}", counted(run_.left_behind.size(), "file"), run_.left_behind.front()));
        }
        const auto times = count_interesting(*oracle_, example_, std::max(request_.tries, 1U));
        if (!times) return std::unexpected(times.error());
        if (*times == 0) return fail(ErrorKind::not_found, "the reduced example does not show it any more: the scanner is flaky");
        if (*times < request_.tries) draft_.remarks.push_back(fmt::format("it is flaky: {} of {} runs show it", *times, request_.tries));
        report().set("reproduced", fmt::format("{} of {} runs", *times, request_.tries));
        for (const Problem& message : messages()) says_broken_ |= message.weight == Weight::incomplete;
        // The same rule by two engines: what the witness says of the example tells whose mistake it is.
        if (request_.witness && request_.witness->rule == request_.accused.rule) other_agrees_ = false;
        return {};
    }

    // Only by our own engine: each of thousands of changes would be a run of a command.
    Result<void> look_for_near_miss() {
        const ScannerVoice& accused = request_.accused;
        if (!draft_.reduction || !accused.own || request_.kind == BugKind::crash || request_.kind == BugKind::slow) return {};
        SastQuestion question;
        const bool silences = request_.kind != BugKind::missed;
        (silences ? question.silent : question.fires).push_back(*accused.own);
        auto flipped = make_sast_oracle(std::move(question), example_, request_.reduction.workers);
        if (!flipped) return std::unexpected(flipped.error());
        ReductionOptions options = request_.reduction;
        options.state.clear();
        const auto found = find_near_misses(example_, **flipped, options);
        if (!found) return std::unexpected(found.error());
        if (found->empty()) return {};
        const NearMiss& nearest = found->front();
        report().set("near_miss", std::string(nearest.changed.file().text()));
        report().set("near_miss_says", fmt::format("With {} the rule {}.", nearest.what, silences ? "says nothing" : "reports it"));
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
        to.set("scanner", request_.accused.tool.name.empty() ? request_.accused.tool.id : request_.accused.tool.name);
        to.set("scanner_version", request_.accused.tool.version);
        // The name that it has in its file; a scanner puts the folder before it.
        to.set("rule", request_.rule_text.empty() ? request_.accused.rule : std::string(last_step(request_.accused.rule)));
        to.set("rule_text", request_.rule_text);
        to.set("system", system_words());
        to.set("why", request_.why);
        to.set("category", category_words());
        to.set("priority", request_.kind == BugKind::crash || request_.kind == BugKind::missed ? "P1" : "P2");
        if (draft_.reduction) {
            const std::string& path = example_.file().path;
            to.set("example", std::string(example_.file().text()));
            to.set("example_path", path);
            const syntax::Language* const language = syntax::language_of_path(path);
            to.set("example_language", language == nullptr ? "text" : std::string(language->name));
            to.set("command", request_.accused.command ? request_.accused.command->text_for(path)
                                                       : fmt::format("squire scan . --only sast --rules rule.yaml"));
            to.set("steps", fmt::format("1. Put the example below into a file of its own{}.\n2. Run the command below in its folder.",
                                        request_.rule_text.empty() ? "" : ", and the rule beside it as `rule.yaml`"));
            say_what_happens();
        }
        to.set("expected", expectation_of(to));
        for (const auto& [name, value] : request_.facts) to.set(name, value);
    }

    [[nodiscard]] std::string category_words() const {
        for (const finding::Identifier& each : request_.finding.identifiers) {
            if (to_lower(each.type) == "cwe") return each.name;
        }
        return request_.finding.name;
    }

    void say_what_happens() {
        BugReport& to = report();
        if (request_.kind == BugKind::crash || request_.kind == BugKind::slow) {
            to.set("actual", request_.kind == BugKind::crash ? fmt::format("It ends with status {}.", run_.status)
                                                             : fmt::format("It does not end within {} seconds.", request_.limits.time.count()));
            to.set("log", shorten(run_.errors, kMostRaw));
            return;
        }
        std::optional<finding::Finding> said;
        if (const auto* found = finding_at(run_.reports, request_.accused.rule, example_)) said = *found;
        if (!said && request_.accused.own && !request_.accused.command) said = own_finding(*request_.accused.own, example_);
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
    ScannerRun run_;
    bool says_broken_ = false;
    std::optional<bool> other_agrees_;
};

std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

} // namespace

Result<Draft> draft_bug(DraftRequest request) { return Writer(std::move(request)).write(); }

std::string rule_alone(std::string_view file_text, const rules::SastRule& rule) {
    const std::vector<std::string_view> lines = split(file_text, '\n');
    if (rule.line == 0 || rule.line > lines.size()) return std::string(file_text);
    // From the dash that the rule's item begins with to what stands no deeper.
    std::size_t begin = rule.line - 1;
    const std::size_t id_indent = indent_of(lines[begin]);
    while (begin > 0 && !(lines[begin].substr(indent_of(lines[begin])).starts_with('-') && indent_of(lines[begin]) <= id_indent)) --begin;
    const std::size_t dash = indent_of(lines[begin]);
    std::size_t end = begin + 1;
    while (end < lines.size() && (trim(lines[end]).empty() || indent_of(lines[end]) > dash || trim(lines[end]).starts_with('#'))) ++end;
    while (end > begin + 1 && (trim(lines[end - 1]).empty() || (trim(lines[end - 1]).starts_with('#') && indent_of(lines[end - 1]) <= dash)))
        --end;
    std::string alone = "rules:\n";
    for (std::size_t i = begin; i < end; ++i) alone += std::string(lines[i]) + '\n';
    Problems problems;
    const auto read = rules::read_sast_rules(alone, "rule.yaml", problems);
    const bool whole =
        read && read->size() == 1 && (read->front().id == rule.id || rule.id.ends_with("." + read->front().id)) && problems.list().empty();
    return whole ? alone : std::string(file_text);
}

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
