// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/lint_remarks.h"

namespace squire::pipeline {

/// What is wrong with one job by itself: its keys, its script, its rules.
void lint_job(const Pipeline& pipeline, const Job& job, LintRemarks& remarks);

/// `rules` of a job, of the workflow or of an include: unknown keys, wrong expressions, rules that are never reached.
void lint_rules(const Setting& rules, KeyPlace place, LintRemarks& remarks);

} // namespace squire::pipeline
