// SPDX-License-Identifier: MIT
//
// From signals to a ranking, and how the ranking moves when the weights do.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assess/signals.h"
#include "base/result.h"

namespace squire::assess {

struct SignalWeight {
    Aspect aspect = Aspect::need;
    double weight = 0;
    std::string title;
};

struct Weights {
    std::map<std::string, SignalWeight, std::less<>> signals; // by id
    std::array<double, kAspects.size()> aspects{};            // in the order of kAspects
};

/// Those of rules/assess/signals.toml.
[[nodiscard]] const Weights& default_weights();

/// The default ones with what a file of the same form says otherwise. Weights are numbers from 0 to 1000; an unknown signal or aspect is an error that
/// names the nearest one there is.
[[nodiscard]] Result<Weights> read_weights(std::string_view text, std::string_view file_name);

struct AspectScore {
    std::optional<double> value; // 0 to 1; none: nothing of it is known
    double known = 0; // share of its weight whose signals are known
};

struct Score {
    std::array<AspectScore, kAspects.size()> aspects; // in the order of kAspects
    std::optional<double> total;
};

[[nodiscard]] Score score_of(const std::vector<Signal>& signals, const Weights& weights);

/// The positions of the best to the worst; equal scores stay in the order given, and who has none comes last.
[[nodiscard]] std::vector<std::size_t> ranking_of(const std::vector<std::vector<Signal>>& projects, const Weights& weights);

/// How stable a project's place is: its best and its worst, from 1, when any one aspect weighs nothing, half or double.
struct RankRange {
    std::size_t rank = 0;
    std::size_t best = 0;
    std::size_t worst = 0;
    std::string best_when; // "reach counts double"; empty where no change makes it better
    std::string worst_when;
};

[[nodiscard]] std::vector<RankRange> sensitivity_of(const std::vector<std::vector<Signal>>& projects, const Weights& weights);

} // namespace squire::assess
