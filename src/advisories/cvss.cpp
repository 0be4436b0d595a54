// SPDX-License-Identifier: MIT
#include "advisories/cvss.h"

#include <algorithm>

#include "advisories/cvss_standards.h"

namespace squire::advisories {

std::optional<CvssScore> cvss_score(std::string_view vector) {
    constexpr std::size_t kPrefix = 9; // "CVSS:3.1/"
    if (vector.starts_with("CVSS:4.0/")) return cvss4_score(vector.substr(kPrefix));
    if (vector.starts_with("CVSS:3.1/")) return cvss3_score(vector.substr(kPrefix), true);
    if (vector.starts_with("CVSS:3.0/")) return cvss3_score(vector.substr(kPrefix), false);
    if (vector.starts_with("CVSS:2.0/")) return cvss2_score(vector.substr(kPrefix));
    return cvss2_score(vector);
}

finding::Severity severity_of_score(double score) {
    using finding::Severity;
    if (score >= 9.0) return Severity::critical;
    if (score >= 7.0) return Severity::high;
    if (score >= 4.0) return Severity::medium;
    return score > 0 ? Severity::low : Severity::info;
}

finding::Severity severity_of(const CvssScore& score) {
    const finding::Severity severity = severity_of_score(score.value);
    return score.standard == 2 ? std::min(severity, finding::Severity::high) : severity;
}

} // namespace squire::advisories
