// SPDX-License-Identifier: MIT
// CVSS 2.0 (first.org/cvss/v2/guide, section 3.2).
#include "advisories/cvss_standards.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "advisories/cvss_vector.h"

namespace squire::advisories {
namespace {

constexpr std::array<CvssMetric, 14> kMetrics{{{"AV", "L A N", true},
                                               {"AC", "H M L", true},
                                               {"Au", "M S N", true},
                                               {"C", "N P C", true},
                                               {"I", "N P C", true},
                                               {"A", "N P C", true},
                                               {"E", "ND U POC F H"},
                                               {"RL", "ND OF TF W U"},
                                               {"RC", "ND UC UR C"},
                                               {"CDP", "ND N L LM MH H"},
                                               {"TD", "ND N L M H"},
                                               {"CR", "ND L M H"},
                                               {"IR", "ND L M H"},
                                               {"AR", "ND L M H"}}};

double one_decimal(double value) { return std::round(value * 10 + 1e-9) / 10; }

double impact_of(std::string_view value) { return value == "C" ? 0.660 : (value == "P" ? 0.275 : 0.0); }
double requirement_of(std::string_view value) { return value == "L" ? 0.5 : (value == "H" ? 1.51 : 1.0); }

double exploitability_of(const CvssVector& vector) {
    const std::string_view av = vector["AV"];
    const std::string_view ac = vector["AC"];
    const std::string_view au = vector["Au"];
    return 20 * (av == "L" ? 0.395 : (av == "A" ? 0.646 : 1.0)) * (ac == "H" ? 0.35 : (ac == "M" ? 0.61 : 0.71)) *
           (au == "M" ? 0.45 : (au == "S" ? 0.56 : 0.704));
}

double base_of(double impact, double exploitability) {
    return one_decimal((0.6 * impact + 0.4 * exploitability - 1.5) * (impact == 0 ? 0.0 : 1.176));
}

double temporal_of(const CvssVector& vector, double base) {
    const std::string_view e = vector["E"];
    const std::string_view rl = vector["RL"];
    const std::string_view rc = vector["RC"];
    return one_decimal(base * (e == "U" ? 0.85 : (e == "POC" ? 0.9 : (e == "F" ? 0.95 : 1.0))) *
                       (rl == "OF" ? 0.87 : (rl == "TF" ? 0.9 : (rl == "W" ? 0.95 : 1.0))) * (rc == "UC" ? 0.9 : (rc == "UR" ? 0.95 : 1.0)));
}

double environmental_of(const CvssVector& vector) {
    const double adjusted = std::min(10.0, 10.41 * (1 - (1 - impact_of(vector["C"]) * requirement_of(vector["CR"])) *
                                                            (1 - impact_of(vector["I"]) * requirement_of(vector["IR"])) *
                                                            (1 - impact_of(vector["A"]) * requirement_of(vector["AR"]))));
    const double temporal = temporal_of(vector, base_of(adjusted, exploitability_of(vector)));
    const std::string_view cdp = vector["CDP"];
    const std::string_view td = vector["TD"];
    const double damage = cdp == "L" ? 0.1 : (cdp == "LM" ? 0.3 : (cdp == "MH" ? 0.4 : (cdp == "H" ? 0.5 : 0.0)));
    const double targets = td == "N" ? 0.0 : (td == "L" ? 0.25 : (td == "M" ? 0.75 : 1.0));
    return one_decimal((temporal + (10 - temporal) * damage) * targets);
}

} // namespace

std::optional<CvssScore> cvss2_score(std::string_view metrics) {
    constexpr std::array<std::string_view, 3> kTemporal{"E", "RL", "RC"};
    constexpr std::array<std::string_view, 5> kEnvironmental{"CDP", "TD", "CR", "IR", "AR"};
    const auto vector = CvssVector::parse(metrics, kMetrics);
    if (!vector) return std::nullopt;
    const double impact = 10.41 * (1 - (1 - impact_of((*vector)["C"])) * (1 - impact_of((*vector)["I"])) * (1 - impact_of((*vector)["A"])));
    const double base = base_of(impact, exploitability_of(*vector));
    double value = base;
    if (vector->gives_any(kTemporal)) value = temporal_of(*vector, base);
    if (vector->gives_any(kEnvironmental)) value = environmental_of(*vector);
    return CvssScore{2, base, value};
}

} // namespace squire::advisories
