// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <set>
#include <string>

#include "pipeline/selection.h"

namespace squire::pipeline {

/// Stages from left to right, their jobs below each other, and an arrow for each need, as one SVG document that needs nothing beside it. A job
/// that does not run is left out; a manual one is dashed; those among `new_jobs` stand out. At most 2,000 jobs are drawn, and the last box says how many more
/// there are.
[[nodiscard]] std::string draw(const Pipeline& pipeline, const Selection& selection, const std::string& title,
                               const std::set<std::string, std::less<>>& new_jobs = {});

} // namespace squire::pipeline
