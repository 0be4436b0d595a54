// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace squire::workspace {

/// What is different between two recorded scans: vulnerabilities, by id.
struct Comparison {
    store::ScanRecord before, after;
    std::vector<std::string> appeared; // not there at `before`, there at `after`, seen for the first time
    std::vector<std::string> back;     // likewise, but seen once before
    std::vector<std::string> gone;     // there at `before`, not at `after`
};

/// Between two scans, each named by a unique prefix of its id or of its commit (then the newest scan of that commit), the older one first
/// whatever the order of the names. What came and went in between is in neither list.
[[nodiscard]] Result<Comparison> compare(const store::Store& store, std::string_view one, std::string_view other);

} // namespace squire::workspace
