// SPDX-License-Identifier: MIT
#include "bugreport/reduction.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include "bugreport/passes.h"
#include "bugreport/reduction_state.h"
#include "bugreport/trials.h"

namespace squire::bugreport {
namespace {

constexpr int kMostRounds = 30;
constexpr std::chrono::seconds kBetweenSaves{2};

bool reduce_once(PassContext& context, bool rename) {
    bool changed = drop_files(context);
    // Larger files first: the smaller ones are tried with less around them.
    std::vector<std::size_t> order(context.trials.best().files.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, std::ranges::greater(), [&](std::size_t i) { return context.trials.best().files[i].bytes->size(); });
    for (const std::size_t file : order) changed |= reduce_tree(context, file);
    for (const std::size_t file : order) changed |= reduce_tokens(context, file);
    if (rename) changed |= replace_names(context);
    return changed;
}

// How a run's questions are shared out: a part for what comes up if nothing more can go, which is sure to be of use; a part for what comes up if changes
// go on to do what they did; and a few for each case in which one of the first of these guesses is wrong.
constexpr std::size_t kContraries = 6, kMostOfContrary = 24;
constexpr std::uint64_t kMostBytes = 1U << 20U; // of one run of a scanner: it has to read them

void run_course(Trials& trials, const Oracle& oracle, const ReductionOptions& options, int& round) {
    PassContext context{.trials = trials, .keeps_place = oracle.keeps_place()};
    for (round = 0; round < kMostRounds && reduce_once(context, options.rename) && !trials.ended();) ++round;
}

void guess_further(const Input& input, Oracle& oracle, const ReductionOptions& options, TrialMemory& memory,
                   std::vector<Trials::Question>& questions) {
    ReductionOptions silent = options;
    silent.progress = nullptr;
    silent.keep_course = false;
    std::set<CandidateHash> known;
    std::uint64_t bytes = 0;
    for (const Trials::Question& each : questions) {
        known.insert(each.hash);
        bytes += each.candidate.bytes();
    }
    std::size_t guesses = 0; // of the course without a contrary one
    for (std::size_t course = 0; course <= std::min(guesses, kContraries); ++course) {
        if (questions.size() >= oracle.at_once() || bytes >= kMostBytes) return;
        const std::size_t left = oracle.at_once() - questions.size();
        const std::uint64_t bytes_left = kMostBytes - bytes;
        Trials trials(input, oracle, silent, std::move(memory));
        trials.look_ahead({.by_foresight = true,
                           .contrary = course == 0 ? SIZE_MAX : course - 1,
                           .most = course == 0 ? (left + 1) / 2 : std::min(left, kMostOfContrary),
                           .most_bytes = course == 0 ? (bytes_left + 1) / 2 : bytes_left});
        int round = 0;
        run_course(trials, oracle, silent, round);
        std::vector<Trials::Question> found = trials.take_questions();
        memory = trials.take_memory();
        if (course == 0) guesses = found.size();
        for (Trials::Question& each : found) {
            if (!known.insert(each.hash).second) continue;
            bytes += each.candidate.bytes();
            questions.push_back(std::move(each));
        }
    }
}

} // namespace

std::string_view to_string(End end) {
    static constexpr std::array<std::string_view, 5> kWords{"done", "time is up", "cancelled", "the scanner failed", "too many rounds"};
    return kWords.at(static_cast<std::size_t>(end));
}

Result<Reduction> reduce(Input input, Oracle& oracle, const ReductionOptions& options) {
    const auto begun = std::chrono::steady_clock::now();
    Reduction reduction{.bytes_before = input.bytes(), .files_before = input.files.size()};
    const auto shown = oracle.interesting(input, 0);
    if (!shown) return std::unexpected(shown.error());
    if (!*shown)
        return fail(ErrorKind::not_found, "the finding does not reproduce on the files as they are", input.file().path,
                    "scan them again: they, the rules or the scanner may have changed");
    if (options.progress != nullptr) options.progress->begin("reduction", reduction.bytes_before);
    const std::string key = options.state.empty() ? std::string() : state_key(input, oracle);
    TrialMemory memory{.verdicts = options.state.empty() ? Verdicts() : load_state(options.state, key), .begun = begun};
    auto saved = std::chrono::steady_clock::now();
    const auto save = [&](const Verdicts& verdicts) {
        if (options.state.empty()) return;
        const auto written = save_state(options.state, key, verdicts);
        if (!written && reduction.trouble.empty()) reduction.trouble = "what was tried is not kept: " + describe(written.error());
    };
    const auto save_now_and_then = [&](const Verdicts& verdicts) {
        if (std::chrono::steady_clock::now() - saved < kBetweenSaves) return;
        save(verdicts);
        saved = std::chrono::steady_clock::now();
    };
    reduction.best = input;
    const bool looks_ahead = oracle.at_once() > 1 && !options.one_by_one;
    for (bool goes_on = true; goes_on;) {
        goes_on = false;
        Trials trials(input, oracle, options, std::move(memory));
        if (looks_ahead) trials.look_ahead({.most = oracle.at_once() / 2, .most_bytes = kMostBytes / 2});
        trials.after_round = [&] { save_now_and_then(trials.verdicts()); };
        int round = 0;
        run_course(trials, oracle, options, round);
        reduction.end = trials.ended() ? trials.end() : round == kMostRounds ? End::rounds : End::done;
        if (!trials.trouble().empty()) reduction.trouble = trials.trouble();
        if (trials.best().bytes() <= reduction.best.bytes()) reduction.best = trials.best();
        reduction.tries = trials.tries();
        std::vector<Trials::Question> questions = trials.take_questions();
        reduction.course = trials.take_course();
        memory = trials.take_memory();
        if (questions.empty() || reduction.end != End::done) break;
        guess_further(input, oracle, options, memory, questions);
        std::vector<Input> candidates;
        for (Trials::Question& each : questions) candidates.push_back(std::move(each.candidate));
        const auto answers = oracle.interesting_each(candidates);
        memory.asked += questions.size();
        if (answers) {
            for (std::size_t i = 0; i < questions.size(); ++i) {
                memory.verdicts.add(questions[i].hash, (*answers)[i]);
                memory.foresight.learn(questions[i].change, (*answers)[i]);
            }
            save_now_and_then(memory.verdicts);
            goes_on = true;
        } else {
            reduction.trouble = describe(answers.error());
            reduction.end = options.cancellation != nullptr && options.cancellation->requested() ? End::cancelled : End::oracle_failed;
        }
    }
    if (options.progress != nullptr) options.progress->end();
    reduction.minimal = reduction.end == End::done;
    save(memory.verdicts);
    reduction.asked = memory.asked;
    reduction.bytes_after = reduction.best.bytes();
    reduction.files_after = reduction.best.files.size();
    const auto once_more = oracle.confirm(reduction.best);
    reduction.confirmed = once_more && *once_more;
    if (!once_more && reduction.trouble.empty()) reduction.trouble = describe(once_more.error());
    if (once_more && !*once_more && oracle.at_once() > 1 && !options.one_by_one && reduction.end == End::done) {
        ReductionOptions alone = options; // the scanner says something else of one file than of many: the answers so far are worth nothing
        alone.one_by_one = true;
        alone.state.clear();
        return reduce(std::move(input), oracle, alone);
    }
    if (options.keep_course) reduction.course.push_back(reduction.best);
    reduction.time = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
    return reduction;
}

} // namespace squire::bugreport
