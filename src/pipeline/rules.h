// SPDX-License-Identifier: MIT
//
// `rules`, of jobs, of the workflow and of includes: the first one that matches decides.
#pragma once

#include <string>

#include "pipeline/circumstances.h"
#include "pipeline/project_files.h"
#include "pipeline/setting.h"

namespace squire::pipeline {

struct RuleContext {
    const Circumstances& circumstances;
    const Variables& variables;
    const ProjectFiles& files;
    bool changes_match = true; // what `changes` is taken for where nobody says which files changed
};

struct RuleMatch {
    const Setting* rule = nullptr; // null: none matches
    std::size_t number = 0;        // from 1
};

[[nodiscard]] RuleMatch first_match(const Setting& rules, const RuleContext& context);

/// Whether `changes` (a list, or a mapping with `paths`) matches. Without a range of commits, as for tags and schedules, it always does.
[[nodiscard]] bool changes_match(const Setting& changes, const RuleContext& context);

/// "if: $CI_COMMIT_BRANCH, exists: **/*.py", one line and not too long.
[[nodiscard]] std::string describe_rule(const Setting& rule);

} // namespace squire::pipeline
