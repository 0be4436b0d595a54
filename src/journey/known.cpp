// SPDX-License-Identifier: MIT
#include "journey/known.h"

#include <utility>

namespace squire::journey {

Result<std::vector<finding::Vulnerability>> known_vulnerabilities(const store::Store& store) {
    const auto rows = store.list({.present = true, .limit = kMostKnown});
    if (!rows) return std::unexpected(rows.error());
    std::vector<finding::Vulnerability> known;
    known.reserve(rows->size());
    for (const store::VulnerabilityRow& row : *rows) {
        auto vulnerability = store.vulnerability(row.id);
        if (!vulnerability) return std::unexpected(vulnerability.error());
        known.push_back(std::move(*vulnerability));
    }
    return known;
}

} // namespace squire::journey
