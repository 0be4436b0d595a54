// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace squire::bugreport {

/// What a person looked for in a tracker, and what came of it.
struct DuplicateSearch {
    std::vector<std::string> queries;
    std::string date; // "2026-01-31"
    std::vector<std::string> same; // addresses of reports of the same mistake
    std::vector<std::string> similar; // of others that are near

    /// "Open and closed issues on 2026-01-31, for `a`, `b`: nothing of the same. Near: <…>." Empty where nobody searched. Markdown, in which the words of
    /// queries mean nothing.
    [[nodiscard]] std::string words() const;
};

/// Errors (usage): an address that is none of the web, a date that is none, addresses without a query.
[[nodiscard]] Result<void> check(const DuplicateSearch& search);

} // namespace squire::bugreport
