// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/lint_remarks.h"

namespace squire::pipeline {

/// Plain scalars that YAML 1.1 takes for something else than they seem: `on`, `3.10`, `010`, `1:30`, a date. Where a text is wanted: values of
/// variables, images, names of jobs and stages.
void lint_scalars(const Pipeline& pipeline, LintRemarks& remarks);

} // namespace squire::pipeline
