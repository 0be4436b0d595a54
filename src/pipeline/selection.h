// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/circumstances.h"
#include "pipeline/pipeline.h"

namespace squire::pipeline {

enum class Verdict : std::uint8_t {
    runs,
    depends, // on which files changed
    not_run,
};

struct SelectedJob {
    const Job* job = nullptr; // lives as long as the pipeline
    Verdict verdict = Verdict::not_run;
    std::string when = "on_success"; // or on_failure, always, manual, delayed
    bool allow_failure = false;
    std::string reason;                // "rule 2 (if: $CI_COMMIT_TAG)"
    std::vector<std::string> instances; // the names it has by `parallel`; else its own alone
    std::vector<std::string> needs;    // jobs of this pipeline that it waits for; without `needs`, those of earlier stages
    bool has_needs = false;            // `needs` is written, if only as an empty list
};

struct Selection {
    bool made = false; // whether there would be a pipeline at all
    std::string reason; // why, or why not
    std::vector<SelectedJob> jobs;     // all that are not hidden, by stage, then in the order of the file
    std::vector<Remark> remarks;       // a job needs one that is not in this pipeline
};

/// What GitLab would run. Variables of project settings are not known, and so are not there.
[[nodiscard]] Selection select_jobs(const Pipeline& pipeline, const ProjectFiles& files, const Circumstances& circumstances);

/// The names that `parallel` gives a job: "test 1/3", "test: [linux, gcc]". At most 200, as GitLab allows.
[[nodiscard]] std::vector<std::string> instance_names(const Job& job);

/// The names in `needs`, without those of other pipelines and projects; `optional` says for each whether it may be absent.
struct Need {
    std::string job;
    bool optional = false;
    Origin origin;
};
[[nodiscard]] std::vector<Need> needs_of(const Job& job);

} // namespace squire::pipeline
