// SPDX-License-Identifier: MIT
#include "assess/score.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "assess/data.h"
#include "base/nearest_word.h"

namespace squire::assess {
namespace {

constexpr std::string_view kFile = "rules/assess/signals.toml";
constexpr double kMostWeight = 1000;

std::string place_of(std::string_view file, rules::TomlPosition at) { return fmt::format("{}:{}:{}", file, at.line, at.column); }

Error unknown_word(std::string_view what, std::string_view word, const std::vector<std::string_view>& known, std::string place) {
    const std::string_view nearest = nearest_word(word, known);
    return {ErrorKind::malformed, fmt::format("there is no {} '{}'", what, word), std::move(place),
            nearest.empty() ? std::string() : fmt::format("did you mean '{}'?", nearest)};
}

Result<double> read_weight(const rules::TomlValue& value, std::string_view file) {
    const auto number = number_of(value);
    if (!number || !(*number >= 0 && *number <= kMostWeight)) {
        return fail(ErrorKind::malformed, "a weight is a number from 0 to 1000", place_of(file, value.at));
    }
    return *number;
}

Result<void> read_aspects(const rules::TomlTable& table, std::string_view file, Weights& weights) {
    for (const rules::TomlEntry& entry : table.entries) {
        const auto aspect = parse_aspect(entry.key);
        if (!aspect) {
            std::vector<std::string_view> known;
            for (const Aspect each : kAspects) known.push_back(to_string(each));
            return std::unexpected(unknown_word("aspect", entry.key, known, place_of(file, entry.at)));
        }
        const auto weight = read_weight(entry.value, file);
        if (!weight) return std::unexpected(weight.error());
        weights.aspects[static_cast<std::size_t>(*aspect)] = *weight;
    }
    return {};
}

Result<void> read_signal(const rules::TomlTable& table, std::string_view file, Weights& weights) {
    const std::string id = text_of(table, "id");
    const auto known = signal_ids();
    if (std::ranges::find(known, id) == known.end()) return std::unexpected(unknown_word("signal", id, known, place_of(file, table.at)));
    SignalWeight& signal = weights.signals[id];
    for (const rules::TomlEntry& entry : table.entries) {
        if (entry.key == "id") continue;
        if (entry.key == "title") {
            signal.title = text_of(table, "title");
        } else if (entry.key == "weight") {
            const auto weight = read_weight(entry.value, file);
            if (!weight) return std::unexpected(weight.error());
            signal.weight = *weight;
        } else if (entry.key == "aspect") {
            const auto aspect = parse_aspect(text_of(table, "aspect"));
            if (!aspect) return fail(ErrorKind::malformed, "no such aspect", place_of(file, entry.value.at));
            signal.aspect = *aspect;
        } else {
            return std::unexpected(unknown_word("key", entry.key, {"id", "aspect", "weight", "title"}, place_of(file, entry.at)));
        }
    }
    return {};
}

Result<Weights> read_onto(Weights weights, const rules::TomlTable& table, std::string_view file) {
    for (const rules::TomlEntry& entry : table.entries) {
        if (entry.key == "aspects") {
            const auto* const aspects = std::get_if<rules::TomlTable>(&entry.value.value);
            if (aspects == nullptr) return fail(ErrorKind::malformed, "[aspects] is a table", place_of(file, entry.at));
            if (auto read = read_aspects(*aspects, file, weights); !read) return std::unexpected(read.error());
        } else if (entry.key != "signal") {
            return std::unexpected(unknown_word("key", entry.key, {"aspects", "signal"}, place_of(file, entry.at)));
        }
    }
    for (const rules::TomlTable* signal : tables_of(table, "signal")) {
        if (auto read = read_signal(*signal, file, weights); !read) return std::unexpected(read.error());
    }
    return weights;
}

// What can be changed about the weights to see whether the ranking stands.
struct Change {
    std::string words;
    Weights weights;
};

std::vector<Change> changes_of(const Weights& weights) {
    static constexpr std::array<std::pair<std::string_view, double>, 3> kFactors{
        {{"counts double", 2}, {"counts half", 0.5}, {"does not count", 0}}};
    std::vector<Change> changes;
    for (const Aspect aspect : kAspects) {
        for (const auto& [words, factor] : kFactors) {
            Change change{fmt::format("{} {}", to_string(aspect), words), weights};
            change.weights.aspects[static_cast<std::size_t>(aspect)] *= factor;
            changes.push_back(std::move(change));
        }
    }
    return changes;
}

} // namespace

const Weights& default_weights() {
    static const Weights weights = [] {
        auto read = read_onto({}, data(kFile), kFile);
        assert(read);
        return read ? std::move(*read) : Weights{};
    }();
    return weights;
}

Result<Weights> read_weights(std::string_view text, std::string_view file_name) {
    const auto table = rules::parse_toml(text, file_name);
    if (!table) return std::unexpected(table.error());
    return read_onto(default_weights(), *table, file_name);
}

Score score_of(const std::vector<Signal>& signals, const Weights& weights) {
    struct Sum {
        double value = 0;
        double known = 0;
        double all = 0;
    };
    std::array<Sum, kAspects.size()> sums;
    for (const Signal& signal : signals) {
        const auto weight = weights.signals.find(signal.id);
        if (weight == weights.signals.end()) continue;
        Sum& sum = sums[static_cast<std::size_t>(weight->second.aspect)];
        sum.all += weight->second.weight;
        if (!signal.value) continue;
        sum.known += weight->second.weight;
        sum.value += weight->second.weight * *signal.value;
    }
    Score score;
    double value = 0;
    double known = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (sums[i].all > 0) score.aspects[i].known = sums[i].known / sums[i].all;
        if (sums[i].known == 0) continue;
        score.aspects[i].value = sums[i].value / sums[i].known;
        value += weights.aspects[i] * *score.aspects[i].value;
        known += weights.aspects[i];
    }
    if (known > 0) score.total = value / known;
    return score;
}

std::vector<std::size_t> ranking_of(const std::vector<std::vector<Signal>>& projects, const Weights& weights) {
    std::vector<double> totals;
    for (const auto& signals : projects) totals.push_back(score_of(signals, weights).total.value_or(-1));
    std::vector<std::size_t> order(projects.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater<>{}, [&](std::size_t i) { return totals[i]; });
    return order;
}

std::vector<RankRange> sensitivity_of(const std::vector<std::vector<Signal>>& projects, const Weights& weights) {
    std::vector<RankRange> ranges(projects.size());
    const auto usual = ranking_of(projects, weights);
    for (std::size_t i = 0; i < usual.size(); ++i) ranges[usual[i]] = {i + 1, i + 1, i + 1, {}, {}};
    for (const Change& change : changes_of(weights)) {
        const auto order = ranking_of(projects, change.weights);
        for (std::size_t i = 0; i < order.size(); ++i) {
            RankRange& range = ranges[order[i]];
            if (i + 1 < range.best) {
                range.best = i + 1;
                range.best_when = change.words;
            }
            if (i + 1 > range.worst) {
                range.worst = i + 1;
                range.worst_when = change.words;
            }
        }
    }
    return ranges;
}

} // namespace squire::assess
