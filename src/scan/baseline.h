// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <unordered_set>

#include "base/problems.h"
#include "base/result.h"
#include "finding/report.h"

namespace squire::scan {

/// Findings that are known already: those of an earlier report, in Squire's own JSON, GitLab's or SARIF.
class Baseline {
public:
    [[nodiscard]] static Result<Baseline> read(const std::filesystem::path& file, Problems& problems);

    /// Takes known findings out of the report; returns how many.
    std::size_t apply(finding::Report& report) const;

private:
    std::unordered_set<std::string> fingerprints_;
};

} // namespace squire::scan
