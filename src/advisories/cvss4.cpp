// SPDX-License-Identifier: MIT
// CVSS 4.0 (first.org/cvss/v4.0/specification-document, section 8). A vector belongs to one of 270 macrovectors, six digits that say how grave it is in
// six respects, whose scores experts have given. Within its macrovector it lies between the gravest vector there and the next lower macrovector, in each
// respect by a share of the way; the mean of these shares comes off the score.
#include "advisories/cvss_standards.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <string>
#include <unordered_map>
#include <vector>

#include "advisories/cvss_vector.h"
#include "advisories/version_text.h"
#include "embedded/cvss4_macrovectors.h"

namespace squire::advisories {
namespace {

constexpr std::array<CvssMetric, 32> kMetrics{
    {{"AV", "N A L P", true}, {"AC", "L H", true},   {"AT", "N P", true},   {"PR", "N L H", true},
     {"UI", "N P A", true},   {"VC", "H L N", true}, {"VI", "H L N", true}, {"VA", "H L N", true},
     {"SC", "H L N", true},   {"SI", "H L N", true}, {"SA", "H L N", true}, {"E", "X A P U"},
     {"CR", "X H M L"},       {"IR", "X H M L"},     {"AR", "X H M L"},     {"MAV", "X N A L P"},
     {"MAC", "X L H"},        {"MAT", "X N P"},      {"MPR", "X N L H"},    {"MUI", "X N P A"},
     {"MVC", "X H L N"},      {"MVI", "X H L N"},    {"MVA", "X H L N"},    {"MSC", "X H L N"},
     {"MSI", "X S H L N"},    {"MSA", "X S H L N"},  {"S", "X N P"},        {"AU", "X N Y"},
     {"R", "X A U I"},        {"V", "X D C"},        {"RE", "X L M H"},     {"U", "X Clear Green Amber Red"}}};

using Scores = std::unordered_map<std::string, double>;

const Scores& scores() {
    static const Scores kScores = [] {
        Scores read;
        std::string_view text = embedded::cvss4_macrovectors().front().text;
        while (!text.empty()) {
            std::string_view line = take_field(text, '\n');
            if (line.empty() || line.starts_with('#')) continue;
            const std::string_view digits = take_field(line, ' ');
            double score = 0;
            std::from_chars(line.data(), line.data() + line.size(), score);
            read.emplace(digits, score);
        }
        return read;
    }();
    return kScores;
}

// What holds: the modified value, and of what is not defined the worst.
class Effective {
public:
    explicit Effective(const CvssVector& vector) : vector_(vector) {}

    [[nodiscard]] std::string_view operator[](std::string_view metric) const {
        if (metric == "E" || metric == "CR" || metric == "IR" || metric == "AR") {
            const std::string_view value = vector_[metric];
            return value != "X" ? value : (metric == "E" ? "A" : "H");
        }
        const std::string_view modified = vector_["M" + std::string(metric)];
        return modified == "X" ? vector_[metric] : modified;
    }

    [[nodiscard]] bool is(std::string_view metric, std::string_view value) const { return (*this)[metric] == value; }

private:
    const CvssVector& vector_;
};

using Macrovector = std::array<int, 6>; // EQ1 to EQ6

Macrovector macrovector_of(const Effective& v) {
    Macrovector eq{};
    const bool any = v.is("AV", "N") || v.is("PR", "N") || v.is("UI", "N");
    const bool all = v.is("AV", "N") && v.is("PR", "N") && v.is("UI", "N");
    eq[0] = all ? 0 : (any && !v.is("AV", "P") ? 1 : 2);
    eq[1] = v.is("AC", "L") && v.is("AT", "N") ? 0 : 1;
    const bool both = v.is("VC", "H") && v.is("VI", "H");
    eq[2] = both ? 0 : (v.is("VC", "H") || v.is("VI", "H") || v.is("VA", "H") ? 1 : 2);
    const bool safety = v.is("SI", "S") || v.is("SA", "S");
    eq[3] = safety ? 0 : (v.is("SC", "H") || v.is("SI", "H") || v.is("SA", "H") ? 1 : 2);
    eq[4] = v.is("E", "A") ? 0 : (v.is("E", "P") ? 1 : 2);
    const bool required = (v.is("CR", "H") && v.is("VC", "H")) || (v.is("IR", "H") && v.is("VI", "H")) || (v.is("AR", "H") && v.is("VA", "H"));
    eq[5] = required ? 0 : 1;
    return eq;
}

std::optional<double> score_of(const Macrovector& eq) {
    std::string key;
    for (const int digit : eq) key += static_cast<char>('0' + digit);
    const auto found = scores().find(key);
    return found == scores().end() ? std::nullopt : std::optional(found->second);
}

std::optional<double> score_below(Macrovector eq, std::size_t respect) {
    ++eq[respect];
    return score_of(eq);
}

// EQ3 and EQ6 depend on each other, and are one respect.
std::optional<double> score_below_eq3_and_eq6(const Macrovector& eq) {
    if (eq[5] == 1) return score_below(eq, 2);
    if (eq[2] == 1) return score_below(eq, 5);
    const auto by_requirement = score_below(eq, 5);
    const auto by_impact = score_below(eq, 2);
    if (!by_requirement || !by_impact) return by_requirement ? by_requirement : by_impact;
    return std::max(*by_requirement, *by_impact);
}

// How far a value is from the gravest one, in steps; "S" is the gravest of SI and SA and nothing else has it.
int level_of(std::string_view metric, std::string_view value) {
    std::string_view values = "H L N";
    int level = 0;
    if (metric == "AV") values = "N A L P";
    if (metric == "PR") values = "N L H";
    if (metric == "UI") values = "N P A";
    if (metric == "AC") values = "L H";
    if (metric == "AT") values = "N P";
    if (metric == "CR" || metric == "IR" || metric == "AR") values = "H M L";
    if (metric == "SC" || metric == "SI" || metric == "SA") values = "S H L N";
    while (!values.empty() && take_field(values, ' ') != value) ++level;
    return level;
}

// One of the gravest vectors of a macrovector, in some of its metrics.
using Gravest = std::vector<std::pair<std::string_view, std::string_view>>;

const std::vector<Gravest>& gravest_of_eq1(int level) {
    static const std::array<std::vector<Gravest>, 3> kVectors{
        {{{{"AV", "N"}, {"PR", "N"}, {"UI", "N"}}},
         {{{"AV", "A"}, {"PR", "N"}, {"UI", "N"}}, {{"AV", "N"}, {"PR", "L"}, {"UI", "N"}}, {{"AV", "N"}, {"PR", "N"}, {"UI", "P"}}},
         {{{"AV", "P"}, {"PR", "N"}, {"UI", "N"}}, {{"AV", "A"}, {"PR", "L"}, {"UI", "P"}}}}};
    return kVectors[static_cast<std::size_t>(level)];
}

const std::vector<Gravest>& gravest_of_eq2(int level) {
    static const std::array<std::vector<Gravest>, 2> kVectors{
        {{{{"AC", "L"}, {"AT", "N"}}}, {{{"AC", "H"}, {"AT", "N"}}, {{"AC", "L"}, {"AT", "P"}}}}};
    return kVectors[static_cast<std::size_t>(level)];
}

Gravest impact(std::string_view values) { // of VC, VI, VA, CR, IR, AR, one letter each
    static constexpr std::array<std::string_view, 6> kNames{"VC", "VI", "VA", "CR", "IR", "AR"};
    Gravest made;
    for (std::size_t i = 0; i < kNames.size(); ++i) made.emplace_back(kNames[i], values.substr(i, 1));
    return made;
}

const std::vector<Gravest>& gravest_of_eq3_and_eq6(int eq3, int eq6) {
    static const std::array<std::vector<Gravest>, 6> kVectors{
        {{impact("HHHHHH")},
         {impact("HHLMMH"), impact("HHHMMM")},
         {impact("LHHHHH"), impact("HLHHHH")},
         {impact("LHLHMH"), impact("LHHHMM"), impact("HLHMHM"), impact("HLLMHH"), impact("LLHHHM")},
         {},
         {impact("LLLHHH")}}};
    return kVectors[static_cast<std::size_t>(eq3) * 2 + static_cast<std::size_t>(eq6)];
}

const std::vector<Gravest>& gravest_of_eq4(int level) {
    static const std::array<std::vector<Gravest>, 3> kVectors{
        {{{{"SC", "H"}, {"SI", "S"}, {"SA", "S"}}}, {{{"SC", "H"}, {"SI", "H"}, {"SA", "H"}}}, {{{"SC", "L"}, {"SI", "L"}, {"SA", "L"}}}}};
    return kVectors[static_cast<std::size_t>(level)];
}

// The steps from the first of the gravest vectors that is nowhere less grave.
int distance(const Effective& vector, const std::vector<Gravest>& gravest) {
    for (const Gravest& each : gravest) {
        int steps = 0;
        bool reaches = true;
        for (const auto& [metric, value] : each) {
            const int step = level_of(metric, vector[metric]) - level_of(metric, value);
            reaches = reaches && step >= 0;
            steps += step;
        }
        if (reaches) return steps;
    }
    return 0;
}

// How deep a macrovector is in each respect: the steps to the next lower one (section 8.2, "depth").
constexpr std::array<double, 3> kDepthEq1{1, 4, 5};
constexpr std::array<double, 2> kDepthEq2{1, 2};
constexpr std::array<std::array<double, 2>, 3> kDepthEq3AndEq6{{{7, 6}, {8, 8}, {10, 10}}};
constexpr std::array<double, 3> kDepthEq4{6, 5, 4};

double within(const Effective& vector, const Macrovector& eq, double score) {
    double sum = 0;
    int respects = 0;
    const auto add = [&](std::optional<double> below, int steps, double depth) {
        if (!below) return;
        ++respects;
        sum += (score - *below) * steps / depth;
    };
    const auto at = [](int digit) { return static_cast<std::size_t>(digit); };
    add(score_below(eq, 0), distance(vector, gravest_of_eq1(eq[0])), kDepthEq1[at(eq[0])]);
    add(score_below(eq, 1), distance(vector, gravest_of_eq2(eq[1])), kDepthEq2[at(eq[1])]);
    add(score_below_eq3_and_eq6(eq), distance(vector, gravest_of_eq3_and_eq6(eq[2], eq[5])), kDepthEq3AndEq6[at(eq[2])][at(eq[5])]);
    add(score_below(eq, 3), distance(vector, gravest_of_eq4(eq[3])), kDepthEq4[at(eq[3])]);
    add(score_below(eq, 4), 0, 1); // a value of E is a macrovector of its own
    return respects == 0 ? score : score - sum / respects;
}

} // namespace

std::optional<CvssScore> cvss4_score(std::string_view metrics) {
    const auto parsed = CvssVector::parse(metrics, kMetrics);
    if (!parsed) return std::nullopt;
    const Effective vector(*parsed);
    const auto impacts = {"VC", "VI", "VA", "SC", "SI", "SA"};
    if (std::ranges::all_of(impacts, [&](std::string_view metric) { return vector.is(metric, "N"); })) return CvssScore{4, 0, 0};
    const Macrovector eq = macrovector_of(vector);
    const auto score = score_of(eq);
    if (!score) return std::nullopt;
    const double value =
        std::round((std::clamp(within(vector, eq, *score), 0.0, 10.0) + 1e-6) * 10) / 10; // half up, whatever binary fractions add
    return CvssScore{4, value, value};
}

} // namespace squire::advisories
