// SPDX-License-Identifier: MIT
#include "bugreport/reduction.h"

#include <algorithm>
#include <array>
#include <utility>

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
    Trials trials(std::move(input), oracle, options, options.state.empty() ? Verdicts() : load_state(options.state, key));
    auto saved = std::chrono::steady_clock::now();
    const auto save = [&] {
        if (options.state.empty()) return;
        const auto written = save_state(options.state, key, trials.verdicts());
        if (!written && reduction.trouble.empty()) reduction.trouble = "what was tried is not kept: " + describe(written.error());
    };
    trials.after_round = [&] {
        if (std::chrono::steady_clock::now() - saved < kBetweenSaves) return;
        save();
        saved = std::chrono::steady_clock::now();
    };
    PassContext context{.trials = trials, .keeps_place = oracle.keeps_place()};
    int round = 0;
    while (round < kMostRounds && reduce_once(context, options.rename) && !trials.ended()) ++round;
    if (options.progress != nullptr) options.progress->end();
    reduction.end = trials.ended() ? trials.end() : round == kMostRounds ? End::rounds : End::done;
    reduction.minimal = reduction.end == End::done;
    save();
    if (!trials.trouble().empty()) reduction.trouble = trials.trouble();
    reduction.best = trials.best();
    reduction.bytes_after = reduction.best.bytes();
    reduction.files_after = reduction.best.files.size();
    reduction.tries = trials.tries();
    reduction.asked = trials.asked();
    const auto once_more = oracle.confirm(reduction.best);
    reduction.confirmed = once_more && *once_more;
    if (!once_more && reduction.trouble.empty()) reduction.trouble = describe(once_more.error());
    reduction.time = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
    return reduction;
}

} // namespace squire::bugreport
