// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "base/clock.h"
#include "base/problems.h"
#include "base/result.h"
#include "store/store.h"
#include "workspace/settings.h"

namespace squire::workspace {

struct Listing {
    std::vector<store::VulnerabilityRow> rows;
    std::size_t suppressed = 0; // left out on the way to the last row
    bool more = false;          // there are further ones
};

/// At most `filter.limit` rows (0: all) without those that a suppression names that holds now.
[[nodiscard]] Result<Listing> list_findings(const store::Store& store, const Settings& settings, store::VulnerabilityFilter filter, Time now);

/// The first suppression that holds now and names this vulnerability; null where none does.
[[nodiscard]] const Suppression* suppression_of(const Settings& settings, const finding::Vulnerability& vulnerability, Time now);

/// A warning for each suppression that has expired, and for each that names nothing that is there: it hides nothing, and will hide what somebody
/// does not expect.
[[nodiscard]] Result<std::vector<Problem>> suppression_warnings(const store::Store& store, const Settings& settings, Time now);

} // namespace squire::workspace
