// SPDX-License-Identifier: MIT
#include "bugreport/command_oracle.h"

#include <algorithm>
#include <cmath>
#include <future>
#include <system_error>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "base/hash.h"

namespace squire::bugreport {
namespace {

constexpr unsigned kMostRepeats = 10;
constexpr std::size_t kMostAtOnce = 256;

} // namespace

Result<std::unique_ptr<CommandOracle>> CommandOracle::make(CommandQuestion question) {
    if (!question.rule && question.output.empty() && !question.status && !question.crashes && !question.crash && !question.hangs)
        return fail(ErrorKind::usage, "nothing is said of what the command has to show", "",
                    "name a rule, an exit code or a text of its output");
    std::optional<search::Pcre> output;
    if (!question.output.empty()) {
        auto compiled = search::Pcre::compile(question.output);
        if (!compiled) return std::unexpected(compiled.error());
        output = std::move(*compiled);
    }
    return std::unique_ptr<CommandOracle>(new CommandOracle(std::move(question), std::move(output)));
}

CommandOracle::CommandOracle(CommandQuestion question, std::optional<search::Pcre> output)
    : question_(std::move(question)), output_(std::move(output)) {}

Result<Steadiness> CommandOracle::measure(const Input& input, unsigned runs) {
    is_one_file_ = input.files.size() == 1;
    at_once_ = 1;
    shown_.reset();
    const auto answers = run_each(std::vector<const Input*>(runs, &input));
    if (!answers) return std::unexpected(answers.error());
    const auto shown = static_cast<unsigned>(std::ranges::count(*answers, true));
    const Steadiness steadiness{.runs = runs, .shown = shown};
    repeats_ = 1;
    if (steadiness.is_flaky()) {
        const double missed = 1.0 - static_cast<double>(shown) / runs;
        repeats_ = std::min(kMostRepeats, static_cast<unsigned>(std::ceil(std::log(0.01) / std::log(missed))));
    } else if (shown > 0) {
        shown_ = hash_of(input);
        if (auto tried = try_at_once(input); !tried) return std::unexpected(tried.error());
    }
    return steadiness;
}

// Exit codes, outputs and ends are of a run, and not of one of its files.
Result<void> CommandOracle::try_at_once(const Input& input) {
    if (!question_.rule || !is_one_file_ || output_ || question_.status || question_.crash || question_.crashes || question_.hangs) return {};
    Input empty = input;
    empty.files[empty.place.file].bytes = std::make_shared<const std::string>("\n");
    empty.place = {.file = empty.place.file, .begin = 0, .end = 1};
    auto alone = std::async([&] { return run_once(empty); });
    const auto both = together(std::vector{input, empty, input});
    const auto of_empty = alone.get();
    if (!of_empty) return std::unexpected(of_empty.error());
    if (!both) return std::unexpected(both.error());
    if (*both == std::vector{true, *of_empty, true}) at_once_ = kMostAtOnce;
    return {};
}

// One run for each, two of them at a time: a scanner needs most of its time to start, on one processor.
Result<std::vector<bool>> CommandOracle::run_each(std::span<const Input* const> candidates) {
    std::vector<std::optional<Result<bool>>> answers(candidates.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t at = next++; at < candidates.size(); at = next++) answers[at] = run_once(*candidates[at]);
    };
    {
        std::optional<std::jthread> second;
        try {
            if (candidates.size() > 1 && !question_.hangs) second.emplace(work);
        } catch (const std::system_error&) {
            second.reset(); // no more threads to be had
        }
        work();
    }
    std::vector<bool> all;
    for (const auto& answer : answers) {
        if (!*answer) return std::unexpected(answer->error());
        all.push_back(**answer);
    }
    return all;
}

void CommandOracle::ask_at_once() { at_once_ = kMostAtOnce; }

Result<bool> CommandOracle::interesting(const Input& candidate, unsigned /*worker*/) {
    if (const auto out = rules_out(candidate); !out || *out) return out ? Result<bool>(false) : out;
    if (shown_ && *shown_ == hash_of(candidate)) return true;
    return confirm(candidate);
}

Result<bool> CommandOracle::confirm(const Input& candidate) {
    for (unsigned run = 0; run < repeats_; ++run) {
        const auto shown = run_once(candidate);
        if (!shown || *shown) return shown;
    }
    return false;
}

Result<bool> CommandOracle::rules_out(const Input& candidate) {
    return candidate.place.begin == candidate.place.end && question_.rule.has_value();
}

Result<bool> CommandOracle::run_once(const Input& candidate) {
    const auto run = run_scanner(question_.command, candidate, question_.beside, question_.limits, !is_one_file_);
    if (!run) return std::unexpected(run.error());
    return shows(*run, candidate);
}

// Nothing where the run came to no report.
Result<std::vector<bool>> CommandOracle::together(std::span<const Input> candidates) {
    const auto runs = run_scanner_on_each(question_.command, candidates, question_.beside, question_.limits);
    if (!runs) return std::unexpected(runs.error());
    std::vector<bool> answers;
    if (runs->front().end != RunEnd::reported) return answers;
    for (std::size_t i = 0; i < candidates.size(); ++i) answers.push_back(shows((*runs)[i], candidates[i]));
    return answers;
}

Result<std::vector<bool>> CommandOracle::interesting_each(std::span<const Input> candidates) {
    if (candidates.size() < 2 || at_once_ == 1) return Oracle::interesting_each(candidates);
    auto answers = together(candidates);
    if (!answers || !answers->empty()) return answers;
    // One of them ended it; the others have answers.
    for (const auto half : {candidates.first(candidates.size() / 2), candidates.subspan(candidates.size() / 2)}) {
        const auto of_half = interesting_each(half);
        if (!of_half) return of_half;
        answers->insert(answers->end(), of_half->begin(), of_half->end());
    }
    return answers;
}

bool CommandOracle::shows(const ScannerRun& run, const Input& candidate) {
    ++runs_;
    timeouts_ += run.end == RunEnd::timed_out ? 1 : 0;
    crashes_ += run.end == RunEnd::signalled ? 1 : 0;
    if (run.end == RunEnd::timed_out || question_.hangs) return run.end == RunEnd::timed_out && question_.hangs;
    if (question_.crash) return is_crash(run) && crash_signature(run).is_of(*question_.crash);
    if (question_.crashes != (run.end == RunEnd::signalled) || (question_.status && *question_.status != run.status)) return false;
    if (output_) {
        search::PcreMatch match;
        if (output_->find(run.console, 0, match) != search::Pcre::Outcome::found &&
            output_->find(run.errors, 0, match) != search::Pcre::Outcome::found)
            return false;
    }
    if (!question_.rule) return true;
    unreadable_ += run.end == RunEnd::unreadable ? 1 : 0;
    return run.end == RunEnd::reported && (finding_at(run.reports, *question_.rule, candidate) == nullptr) == question_.silent;
}

std::string CommandOracle::key() const {
    std::string key =
        fmt::format("command {} rule={} silent={} output={} status={} crashes={} crash={} hangs={} {} s", question_.command.text_for("{}"),
                    question_.rule.value_or("-"), question_.silent, question_.output, question_.status.value_or(-1), question_.crashes,
                    question_.crash ? describe(*question_.crash) : "", question_.hangs, question_.limits.time.count());
    for (const File& file : question_.beside) key += fmt::format("\nbeside {} {}", file.path, to_hex(sha256(file.text())));
    return key;
}

CommandRuns CommandOracle::runs() const { return {.runs = runs_, .timeouts = timeouts_, .crashes = crashes_, .unreadable = unreadable_}; }

} // namespace squire::bugreport
