// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "integrate/gitlab_scanner.h"
#include "integrate/suitability.h"
#include "pipeline/pipeline.h"

namespace squire::integrate {

enum class Style : std::uint8_t { template_include, component };

struct ChosenScanner {
    const GitlabScanner* scanner = nullptr;
    Suitability suitability;
};

struct EditRequest {
    std::vector<ChosenScanner> scanners;
    Style style = Style::template_include;
    std::vector<std::string> excluded_folders;
    std::string default_branch = "main";
};

struct Edit {
    pipeline::YamlFile file;
    std::vector<std::string> notes; // what was done beside the includes, and why; for the merge request
};

/// The file with the scanners in it: the includes, the stage that each job needs (or an existing one given to it), a setting that keeps the
/// project's defaults off the analyzers, merge request pipelines where the project works by these, the folders to leave out. `pipeline` is the
/// same file resolved for all includes. Every byte that was there stays.
[[nodiscard]] Result<Edit> add_scanners(const pipeline::YamlFile& file, const pipeline::Pipeline& pipeline, const pipeline::ProjectFiles& files,
                                        const EditRequest& request);

} // namespace squire::integrate
