// SPDX-License-Identifier: MIT
// CVSS 3.0 and 3.1 (first.org/cvss/v3.1/specification-document, section 7). They differ in rounding and in one exponent.
#include "advisories/cvss_standards.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "advisories/cvss_vector.h"

namespace squire::advisories {
namespace {

constexpr std::array<CvssMetric, 22> kMetrics{
    {{"AV", "N A L P", true}, {"AC", "L H", true},  {"PR", "N L H", true}, {"UI", "N R", true}, {"S", "U C", true}, {"C", "H L N", true},
     {"I", "H L N", true},    {"A", "H L N", true}, {"E", "X U P F H"},    {"RL", "X O T W U"}, {"RC", "X U R C"},  {"CR", "X L M H"},
     {"IR", "X L M H"},       {"AR", "X L M H"},    {"MAV", "X N A L P"},  {"MAC", "X L H"},    {"MPR", "X N L H"}, {"MUI", "X N R"},
     {"MS", "X U C"},         {"MC", "X N L H"},    {"MI", "X N L H"},     {"MA", "X N L H"}}};

double impact_of(std::string_view value) { return value == "H" ? 0.56 : (value == "L" ? 0.22 : 0.0); }
double requirement_of(std::string_view value) { return value == "L" ? 0.5 : (value == "H" ? 1.5 : 1.0); }

double rounded_up(double value, bool is_3_1) {
    if (!is_3_1) return std::ceil(value * 10 - 1e-9) / 10;
    const auto scaled = static_cast<long>(std::round(value * 100'000)); // appendix A: free of what binary fractions add
    return scaled % 10'000 == 0 ? static_cast<double>(scaled) / 100'000 : (std::floor(static_cast<double>(scaled) / 10'000) + 1) / 10;
}

// The base metrics, or what the environmental ones make of them.
struct Metrics {
    std::string_view av, ac, pr, ui, s;
};

double exploitability_of(const Metrics& metrics) {
    const bool changed = metrics.s == "C";
    const double privileges = metrics.pr == "N" ? 0.85 : (metrics.pr == "L" ? (changed ? 0.68 : 0.62) : (changed ? 0.5 : 0.27));
    return 8.22 * (metrics.av == "N" ? 0.85 : (metrics.av == "A" ? 0.62 : (metrics.av == "L" ? 0.55 : 0.2))) *
           (metrics.ac == "L" ? 0.77 : 0.44) * privileges * (metrics.ui == "N" ? 0.85 : 0.62);
}

double temporal_factor(const CvssVector& vector) {
    const std::string_view e = vector["E"];
    const std::string_view rl = vector["RL"];
    const std::string_view rc = vector["RC"];
    return (e == "U" ? 0.91 : (e == "P" ? 0.94 : (e == "F" ? 0.97 : 1.0))) * (rl == "O" ? 0.95 : (rl == "T" ? 0.96 : (rl == "W" ? 0.97 : 1.0))) *
           (rc == "U" ? 0.92 : (rc == "R" ? 0.96 : 1.0));
}

double base_of(const CvssVector& vector, bool is_3_1) {
    const Metrics metrics{vector["AV"], vector["AC"], vector["PR"], vector["UI"], vector["S"]};
    const double sub_score = 1 - (1 - impact_of(vector["C"])) * (1 - impact_of(vector["I"])) * (1 - impact_of(vector["A"]));
    const bool changed = metrics.s == "C";
    const double impact = changed ? 7.52 * (sub_score - 0.029) - 3.25 * std::pow(sub_score - 0.02, 15) : 6.42 * sub_score;
    if (impact <= 0) return 0;
    return rounded_up(std::min((changed ? 1.08 : 1.0) * (impact + exploitability_of(metrics)), 10.0), is_3_1);
}

double environmental_of(const CvssVector& vector, bool is_3_1) {
    const auto modified = [&](std::string_view name) {
        const std::string_view value = vector["M" + std::string(name)];
        return value == "X" ? vector[name] : value;
    };
    const Metrics metrics{modified("AV"), modified("AC"), modified("PR"), modified("UI"), modified("S")};
    const double sub_score = std::min(1 - (1 - requirement_of(vector["CR"]) * impact_of(modified("C"))) *
                                              (1 - requirement_of(vector["IR"]) * impact_of(modified("I"))) *
                                              (1 - requirement_of(vector["AR"]) * impact_of(modified("A"))),
                                      0.915);
    const bool changed = metrics.s == "C";
    const double power = is_3_1 ? std::pow(sub_score * 0.9731 - 0.02, 13) : std::pow(sub_score - 0.02, 15);
    const double impact = changed ? 7.52 * (sub_score - 0.029) - 3.25 * power : 6.42 * sub_score;
    if (impact <= 0) return 0;
    const double base = rounded_up(std::min((changed ? 1.08 : 1.0) * (impact + exploitability_of(metrics)), 10.0), is_3_1);
    return rounded_up(base * temporal_factor(vector), is_3_1);
}

} // namespace

std::optional<CvssScore> cvss3_score(std::string_view metrics, bool is_3_1) {
    constexpr std::array<std::string_view, 11> kEnvironmental{"CR", "IR", "AR", "MAV", "MAC", "MPR", "MUI", "MS", "MC", "MI", "MA"};
    const auto vector = CvssVector::parse(metrics, kMetrics);
    if (!vector) return std::nullopt;
    const double base = base_of(*vector, is_3_1);
    const double value =
        vector->gives_any(kEnvironmental) ? environmental_of(*vector, is_3_1) : rounded_up(base * temporal_factor(*vector), is_3_1);
    return CvssScore{3, base, value};
}

} // namespace squire::advisories
