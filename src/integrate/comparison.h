// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "pipeline/pipeline.h"

namespace squire::integrate {

/// What comes on top in one kind of pipeline.
struct KindOfPipeline {
    std::string title; // "a push to main"
    bool made_before = false;
    bool made_after = false;
    std::vector<std::string> jobs_before;
    std::vector<std::string> jobs_added;
};

struct Comparison {
    std::vector<KindOfPipeline> kinds;
    std::vector<std::string> broken; // what is not as it was; empty: all is
};

/// Whether the pipeline is what it was and the new jobs: for every kind of pipeline the same old jobs, each with the same content, in the same
/// order of stages; no second pipeline where there was one; no mistake that the linter did not find before; no default of the project in a new
/// job that it would break.
[[nodiscard]] Result<Comparison> compare(const pipeline::YamlFile& before, const pipeline::YamlFile& after, const pipeline::ProjectFiles& files,
                                         const std::string& default_branch, pipeline::Tier tier);

} // namespace squire::integrate
