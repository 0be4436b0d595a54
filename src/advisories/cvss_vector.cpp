// SPDX-License-Identifier: MIT
#include "advisories/cvss_vector.h"

#include <algorithm>
#include <cassert>

#include "advisories/version_text.h"

namespace squire::advisories {
namespace {

bool has_value(const CvssMetric& metric, std::string_view value) {
    std::string_view values = metric.values;
    while (!values.empty()) {
        if (take_field(values, ' ') == value) return true;
    }
    return false;
}

std::string_view default_of(const CvssMetric& metric) { return metric.values.substr(0, metric.values.find(' ')); }

} // namespace

std::optional<CvssVector> CvssVector::parse(std::string_view metrics, std::span<const CvssMetric> known) {
    assert(known.size() <= kMost);
    CvssVector vector;
    vector.known_ = known;
    while (!metrics.empty()) {
        std::string_view field = take_field(metrics, '/');
        if (field.empty() && metrics.empty()) break; // some write a slash at the end
        const std::string_view name = take_field(field, ':');
        const auto metric = std::ranges::find(known, name, &CvssMetric::name);
        if (metric == known.end() || !has_value(*metric, field)) return std::nullopt;
        std::string_view& value = vector.values_[static_cast<std::size_t>(metric - known.begin())];
        if (!value.empty()) return std::nullopt;
        value = field;
    }
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (!vector.values_[i].empty()) continue;
        if (known[i].required) return std::nullopt;
        vector.values_[i] = default_of(known[i]);
    }
    return vector;
}

std::string_view CvssVector::operator[](std::string_view metric) const {
    const auto found = std::ranges::find(known_, metric, &CvssMetric::name);
    assert(found != known_.end());
    return values_[static_cast<std::size_t>(found - known_.begin())];
}

bool CvssVector::gives_any(std::span<const std::string_view> metrics) const {
    return std::ranges::any_of(
        metrics, [&](std::string_view name) { return (*this)[name] != default_of(*std::ranges::find(known_, name, &CvssMetric::name)); });
}

} // namespace squire::advisories
