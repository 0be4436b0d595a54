// SPDX-License-Identifier: MIT
#include "assess/assessment.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::assess {
namespace {

constexpr std::size_t kBar = 10; // cells

std::string percent(std::optional<double> value) { return value ? fmt::format("{:.0f}", *value * 100) : "–"; }

std::string bar_of(double value) {
    const auto full = static_cast<std::size_t>(std::lround(value * kBar));
    std::string bar;
    for (std::size_t i = 0; i < kBar; ++i) bar += i < full ? "█" : "·";
    return bar;
}

std::string rank_of(const RankRange& rank) {
    return rank.best == rank.worst ? fmt::format("{}", rank.rank) : fmt::format("{} ({}–{})", rank.rank, rank.best, rank.worst);
}

// Columns of a text, as a terminal shows most of them: one a code point.
std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(std::string_view text, std::size_t columns) {
    return std::string(text).append(columns - std::min(columns, columns_of(text)), ' ');
}

void append_ranking(std::string& out, const Assessment& assessment, const TextStyle& style) {
    std::size_t widest = 7;
    for (const Assessed& project : assessment.projects) widest = std::max(widest, columns_of(printable(project.facts.name)));
    widest = std::min<std::size_t>(widest, 32);
    const auto [bold, off] = style.colour ? std::pair("\x1b[1m", "\x1b[0m") : std::pair("", "");
    out += fmt::format("{}{}  {}  {:>5}  {:>4}  {:>5}  {:>9}  {:>8}  {:>3}{}\n", bold, padded("rank", 9), padded("project", widest), "score",
                       "need", "reach", "receptive", "feasible", "fit", off);
    for (const Assessed& project : assessment.projects) {
        const auto& aspects = project.score.aspects;
        out += fmt::format("{}  {}  {:>5}  {:>4}  {:>5}  {:>9}  {:>8}  {:>3}\n", padded(rank_of(project.rank), 9),
                           padded(shorten(printable(project.facts.name), 32), widest), percent(project.score.total), percent(aspects[0].value),
                           percent(aspects[1].value), percent(aspects[2].value), percent(aspects[3].value), percent(aspects[4].value));
    }
    for (const Assessed& project : assessment.projects) {
        const RankRange& rank = project.rank;
        if (rank.best < rank.rank) out += fmt::format("{} comes {}. when {}\n", printable(project.facts.name), rank.best, rank.best_when);
        if (rank.worst > rank.rank) out += fmt::format("{} comes {}. when {}\n", printable(project.facts.name), rank.worst, rank.worst_when);
    }
}

void append_signals(std::string& out, const Assessed& project, const Weights& weights, const TextStyle& style) {
    const auto [bold, quiet, off] = style.colour ? std::tuple("\x1b[1m", "\x1b[2m", "\x1b[0m") : std::tuple("", "", "");
    for (std::size_t i = 0; i < kAspects.size(); ++i) {
        const AspectScore& aspect = project.score.aspects[i];
        out += fmt::format("\n{}{}{}: {}{}\n", bold, to_string(kAspects[i]), off, percent(aspect.value),
                           aspect.known < 1 ? fmt::format(", from {:.0f} % of what counts; the rest is unknown", aspect.known * 100) : "");
        for (const Signal& signal : project.signals) {
            const SignalWeight& weight = weights.signals.find(signal.id)->second;
            if (weight.aspect != kAspects[i]) continue;
            const std::string place = signal.place.empty() ? "" : fmt::format("  {}{}{}", quiet, printable(signal.place), off);
            out += fmt::format("  {}  {}  {}{}\n", signal.value ? bar_of(*signal.value) : padded("unknown", kBar), padded(weight.title, 42),
                               shorten(printable(signal.evidence), 160), place);
        }
    }
}

void append_scanners(std::string& out, const Facts& facts, const TextStyle& style) {
    if (facts.scanners.empty()) return;
    const auto [bold, quiet, off] = style.colour ? std::tuple("\x1b[1m", "\x1b[2m", "\x1b[0m") : std::tuple("", "", "");
    out += fmt::format("\n{}scanners{}, with the tier that runs them and the compute minutes for each pipeline, estimated\n", bold, off);
    for (const ScannerNeed& need : facts.scanners) {
        const std::string cost = need.work.empty() ? "" : fmt::format("{:.1f} min", need.minutes);
        out += fmt::format("  {}  {}  {}  {:>8}  {}  {}{}{}\n", padded(state_of(need), 8), padded(need.title, 33), padded(need.tier, 8), cost,
                           need.work.empty() ? "nothing for it here" : shorten(printable(need.work), 100), quiet,
                           shorten(printable(need.evidence), 100), off);
    }
}

} // namespace

std::string_view state_of(const ScannerNeed& need) {
    if (need.present.value_or(false)) return "there";
    if (need.work.empty()) return "no use";
    return need.present ? "missing" : "unknown";
}

Assessment assess(std::vector<Facts> projects, const Wishes& wishes, const Weights& weights, Time now) {
    std::vector<std::vector<Signal>> signals;
    for (const Facts& facts : projects) signals.push_back(read_signals(facts, wishes, now));
    const auto ranges = sensitivity_of(signals, weights);
    Assessment assessment{.weights = weights, .time = now};
    for (const std::size_t i : ranking_of(signals, weights)) {
        const Score score = score_of(signals[i], weights);
        assessment.projects.push_back({std::move(projects[i]), std::move(signals[i]), score, ranges[i]});
    }
    return assessment;
}

std::string to_text(const Assessment& assessment, const TextStyle& style) {
    std::string out;
    append_ranking(out, assessment, style);
    if (!style.explain && assessment.projects.size() > 1)
        return out + "\n--explain shows what speaks for and against each, with its evidence.\n";
    for (const Assessed& project : assessment.projects) {
        if (assessment.projects.size() > 1) out += fmt::format("\n== {}\n", printable(project.facts.name));
        append_scanners(out, project.facts, style);
        append_signals(out, project, assessment.weights, style);
    }
    return out;
}

} // namespace squire::assess
