// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.h"

namespace squire::program {

struct Criterion {
    std::string id;
    double weight = 0;                     // all of them come to 1
    std::string asks;
    std::map<int, std::string> anchors;    // what 0, 5 and 10 look like
};

/// The criteria by which applications are compared where there are more than places (rules/program/rubric.json).
[[nodiscard]] const std::vector<Criterion>& rubric();

/// Every criterion once, nothing else.
[[nodiscard]] Result<void> check_scores(const std::vector<Criterion>& rubric, const nlohmann::json& scores);

/// 0 to 10.
[[nodiscard]] double weighted(const std::vector<Criterion>& rubric, const nlohmann::json& scores);

/// One rater's score of one thing.
struct Rating {
    std::string thing;
    std::string rater;
    double value = 0;
};

/// Krippendorff's alpha for interval data (K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011): 1 where raters agree, 0 where their
/// agreement is what chance would give, below where it is worse. It takes any number of raters, and gaps. Nothing where fewer than two things have two ratings, or
/// where all values are the same, about which it says nothing.
[[nodiscard]] std::optional<double> agreement(const std::vector<Rating>& ratings);

/// In words, by Krippendorff's own bounds: 0.8 and above reliable, from 0.667 on for tentative conclusions, below not reliable.
[[nodiscard]] std::string agreement_in_words(std::optional<double> alpha);

} // namespace squire::program
