// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/pipeline.h"
#include "pipeline/selection.h"

namespace squire::cli {

/// "file:line:column: error: message [rule]", a hint below it, and a count at the end.
[[nodiscard]] std::string format_remarks(const pipeline::Pipeline& pipeline, const std::vector<pipeline::Remark>& remarks, bool colour);
[[nodiscard]] std::string remarks_as_json(const pipeline::Pipeline& pipeline, const std::vector<pipeline::Remark>& remarks);

/// The jobs by stage, each with whether it runs and why; those that do not run come last.
[[nodiscard]] std::string format_selection(const pipeline::Pipeline& pipeline, const pipeline::Selection& selection,
                                           const pipeline::Circumstances& circumstances);
[[nodiscard]] std::string selection_as_json(const pipeline::Pipeline& pipeline, const pipeline::Selection& selection,
                                            const pipeline::Circumstances& circumstances);

} // namespace squire::cli
