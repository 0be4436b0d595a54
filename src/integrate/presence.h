// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "integrate/gitlab_scanner.h"
#include "pipeline/pipeline.h"

namespace squire::integrate {

/// How a scanner is already in a pipeline, whatever it is called there: a template or component, a job with its report, a job that runs a tool of
/// its kind, a child pipeline with one of these, an include that cannot be read and whose name says so, a scan execution policy. As words for
/// people, with the place; nothing where it is not there. `pipeline` is resolved for all includes.
[[nodiscard]] std::optional<std::string> find_presence(const GitlabScanner& scanner, const pipeline::Pipeline& pipeline,
                                                       const pipeline::ProjectFiles& files);

} // namespace squire::integrate
