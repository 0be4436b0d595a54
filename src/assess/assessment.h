// SPDX-License-Identifier: MIT
//
// Several projects held against each other, and what people and programs read of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assess/score.h"

namespace squire::assess {

struct Assessed {
    Facts facts;
    std::vector<Signal> signals;
    Score score;
    RankRange rank;
};

struct Assessment {
    std::vector<Assessed> projects; // the best first
    Weights weights;
    Time time;
};

[[nodiscard]] Assessment assess(std::vector<Facts> projects, const Wishes& wishes, const Weights& weights, Time now);

/// "there", "missing", "unknown" (part of the pipeline could not be read) or "no use" (there is nothing for it to read).
[[nodiscard]] std::string_view state_of(const ScannerNeed& need);

struct TextStyle {
    unsigned width = 80;
    bool colour = false;
    bool explain = false; // every scanner and signal of every project; else only where there is one project
};

/// For a terminal: the ranking, and under it the scanners and what speaks for and against.
[[nodiscard]] std::string to_text(const Assessment& assessment, const TextStyle& style);

/// {"version", "time", "weights", "projects": [{"name", "path", "commit", "rank", "scores", "signals", "scanners"}]}, in the order of the ranking.
[[nodiscard]] std::string to_json(const Assessment& assessment);

/// One self-contained page.
[[nodiscard]] std::string to_html(const Assessment& assessment);

} // namespace squire::assess
