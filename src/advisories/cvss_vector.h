// SPDX-License-Identifier: MIT
// For this part's own sources: a CVSS vector taken apart.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace squire::advisories {

/// A metric of a standard: its values, the first one being what holds where the vector does not give the metric.
struct CvssMetric {
    std::string_view name;
    std::string_view values; // with blanks between: "X A P U"
    bool required = false;
};

/// The values of a vector, which must outlive this.
class CvssVector {
public:
    /// `metrics` without a prefix: "AV:N/AC:L/…".
    [[nodiscard]] static std::optional<CvssVector> parse(std::string_view metrics, std::span<const CvssMetric> known);

    [[nodiscard]] std::string_view operator[](std::string_view metric) const; // the metric must be known
    /// Whether any of these is given with another value than the default.
    [[nodiscard]] bool gives_any(std::span<const std::string_view> metrics) const;

private:
    static constexpr std::size_t kMost = 32; // 4.0 has them
    std::span<const CvssMetric> known_;
    std::array<std::string_view, kMost> values_;
};

} // namespace squire::advisories
