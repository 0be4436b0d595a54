// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/selection.h"

namespace squire::pipeline {

/// Stages from left to right, their jobs below each other, and an arrow for each need, as one SVG document that needs nothing beside it. A job
/// that does not run is left out; a manual one is dashed. At most 2,000 jobs are drawn, and the last box says how many more there are.
[[nodiscard]] std::string draw(const Pipeline& pipeline, const Selection& selection, const std::string& title);

} // namespace squire::pipeline
