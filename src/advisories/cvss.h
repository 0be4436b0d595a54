// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "finding/finding.h"

namespace squire::advisories {

struct CvssScore {
    int standard = 3; // 2, 3 or 4
    double base = 0;  // of the base metrics alone; of 4.0, which has one score, the same as `value`
    double value = 0; // with the threat (temporal) and environmental metrics that the vector gives
    friend bool operator==(const CvssScore&, const CvssScore&) = default;
};

/// The score of a vector by FIRST's specifications: "CVSS:4.0/…", "CVSS:3.1/…", "CVSS:3.0/…", or 2.0's without a prefix. Nothing where a base metric is
/// missing, a metric is unknown, given twice or has no such value.
[[nodiscard]] std::optional<CvssScore> cvss_score(std::string_view vector);

/// By the rating scale of 3.x and 4.0: 0 is info.
[[nodiscard]] finding::Severity severity_of_score(double score);
/// By the vector's own standard: 2.0 has nothing above high (NVD's scale).
[[nodiscard]] finding::Severity severity_of(const CvssScore& score);

} // namespace squire::advisories
