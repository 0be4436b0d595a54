// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "integrate/gitlab_scanner.h"
#include "pipeline/pipeline.h"
#include "source/inventory.h"

namespace squire::integrate {

/// One job of a template that would run, and on how much: files that are neither vendored, generated nor tests.
struct Analyzer {
    std::string job;
    std::size_t files = 0;
};

struct Suitability {
    bool suits = false;
    std::string reason;               // why, or why not: "1,203 files of Python and C"
    std::vector<Analyzer> analyzers;  // that would run
    std::vector<std::string> globs;   // of the files that they look at; empty: all
    double minutes = 0;               // of one pipeline, a guess
    std::vector<std::pair<std::string, std::string>> variables; // that it needs to find what it is to look at
    std::string after_stage;          // the job has to come after what is done there
};

/// Whether there is something in the project for this scanner to look at, whatever GitLab's tier is.
[[nodiscard]] Suitability judge_suitability(const GitlabScanner& scanner, const source::Inventory& inventory, const pipeline::Pipeline& pipeline,
                                            const pipeline::ProjectFiles& files);

/// Folders in which all that the globs match is vendored, generated or a test: "third_party", "src/gen". The eight largest, sorted, without those
/// that GitLab's templates leave out by themselves.
[[nodiscard]] std::vector<std::string> excluded_folders(const source::Inventory& inventory, const std::vector<std::string>& globs);

} // namespace squire::integrate
