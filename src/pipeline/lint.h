// SPDX-License-Identifier: MIT
//
// What is wrong with a pipeline, as far as its files alone say. docs/ci.md lists the rules.
#pragma once

#include <vector>

#include "pipeline/pipeline.h"

namespace squire::pipeline {

/// The remarks of the resolving and those of the linter, in the order of files and places, each once. Only about the project's own files: what
/// is wrong with a template is not the project's to mend. At most kRemarkLimit.
[[nodiscard]] std::vector<Remark> lint(const Pipeline& pipeline);

inline constexpr std::size_t kRemarkLimit = 2'000;

} // namespace squire::pipeline
