// SPDX-License-Identifier: MIT
#include "program/rubric.h"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

#include "embedded/program.h"

namespace squire::program {
namespace {

std::vector<Criterion> read_rubric() {
    for (const EmbeddedFile& file : embedded::program()) {
        if (!file.name.ends_with("rubric.json")) continue;
        std::vector<Criterion> criteria;
        for (const auto& each : nlohmann::json::parse(file.text)) {
            Criterion criterion{.id = each.at("id"), .weight = each.at("weight"), .asks = each.at("asks")};
            for (const auto& [score, anchor] : each.at("anchors").items()) criterion.anchors[std::stoi(score)] = anchor;
            criteria.push_back(std::move(criterion));
        }
        return criteria;
    }
    assert(false && "the rubric is not in the program");
    return {};
}

} // namespace

const std::vector<Criterion>& rubric() {
    static const std::vector<Criterion> criteria = read_rubric();
    return criteria;
}

Result<void> check_scores(const std::vector<Criterion>& rubric, const nlohmann::json& scores) {
    for (const Criterion& criterion : rubric) {
        if (!scores.contains(criterion.id))
            return fail(ErrorKind::usage, fmt::format("there is no score for '{}'", criterion.id), "", criterion.asks);
    }
    for (const auto& [id, score] : scores.items()) {
        if (std::ranges::find(rubric, id, &Criterion::id) == rubric.end())
            return fail(ErrorKind::usage, fmt::format("'{}' is no criterion", id), "", "squire program rubric names them");
    }
    return {};
}

double weighted(const std::vector<Criterion>& rubric, const nlohmann::json& scores) {
    double sum = 0;
    for (const Criterion& criterion : rubric) sum += criterion.weight * scores.value(criterion.id, 0.0);
    return sum;
}

std::optional<double> agreement(const std::vector<Rating>& ratings) {
    std::map<std::string, std::vector<double>> by_thing;
    for (const Rating& rating : ratings) by_thing[rating.thing].push_back(rating.value);
    std::vector<double> paired; // all values that can be paired with another of the same thing
    double observed = 0;
    long things = 0;
    for (const auto& [thing, values] : by_thing) {
        if (values.size() < 2) continue;
        ++things;
        double within = 0;
        for (const double one : values) {
            for (const double other : values) within += (one - other) * (one - other);
        }
        observed += within / static_cast<double>(values.size() - 1);
        paired.insert(paired.end(), values.begin(), values.end());
    }
    if (things < 2) return std::nullopt;
    // The sum over all pairs of squared differences is 2 (n Σv² - (Σv)²): no quadratic walk over thousands of ratings.
    double sum = 0;
    double squares = 0;
    for (const double value : paired) sum += value, squares += value * value;
    const double number = static_cast<double>(paired.size());
    const double expected = 2 * (number * squares - sum * sum) / (number - 1);
    if (expected <= 1e-9) return std::nullopt;
    return 1 - observed / expected;
}

std::string agreement_in_words(std::optional<double> alpha) {
    if (!alpha) return "not known: it takes two applications that two people rated, and scores that differ";
    return fmt::format("{:.2f}, {}", *alpha,
                       *alpha >= 0.8     ? "reliable"
                       : *alpha >= 0.667 ? "enough for tentative conclusions"
                                         : "too low: talk about the criteria before you decide");
}

} // namespace squire::program
