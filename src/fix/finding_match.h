// SPDX-License-Identifier: MIT
//
// Which findings of a scan are still there after a change. Fingerprints alone do not tell: lines that a change adds (an import) move the findings of
// the file's top level to other fingerprints, and one may even get that of another.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "finding/finding.h"

namespace squire::fix {

struct FindingMatch {
    std::vector<std::string> named_gone; // fingerprints before, sorted
    std::vector<std::string> named_there;
    std::vector<std::string> others_gone; // that nobody named
    std::vector<std::string> appeared; // fingerprints after, sorted
};

/// `named`: fingerprints of findings before that the change answers.
[[nodiscard]] FindingMatch match_findings(std::span<const finding::Finding> before, std::span<const finding::Finding> after,
                                          std::span<const std::string> named);

} // namespace squire::fix
