// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "bugreport/draft.h"
#include "bugreport/tracker.h"

namespace squire::bugreport {

/// The files of a draft, by name: report.md, report.json, and what they show as files of their own: example/…, rule.yaml, near-miss/…, enhancement.patch.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> draft_files(const Draft& draft, const Tracker& tracker);

/// The report with everything that it has, and what is missing; docs/bugreport.md has the members.
[[nodiscard]] std::string draft_json(const Draft& draft, const Tracker& tracker);

} // namespace squire::bugreport
