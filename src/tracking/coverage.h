// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "tracking/trace.h"

namespace squire::tracking {

/// What a scan looked at. Only what it looked at and did not report can be gone.
struct Coverage {
    bool complete = false;           // it succeeded, over a whole snapshot. Otherwise nothing is gone.
    std::vector<std::string> roots;  // files and folders that were looked at, relative to the project, '/' between names; empty: all
    std::vector<std::string> unread; // files and folders that could not be
    std::vector<std::string> rules;  // as Trace::rule: those that could have reported; empty: not known, hence all
};

/// Answers for many traces.
class CoverageIndex {
public:
    explicit CoverageIndex(const Coverage& coverage);
    [[nodiscard]] bool covers(const Trace& trace) const;

private:
    using Texts = std::unordered_set<std::string_view>; // into the coverage
    bool complete_;
    Texts roots_;
    Texts unread_;
    Texts rules_;
};

} // namespace squire::tracking
