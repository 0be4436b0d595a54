// SPDX-License-Identifier: MIT
//
// `only` and `except`, the older way to say when a job runs.
#pragma once

#include <string>

#include "pipeline/rules.h"

namespace squire::pipeline {

struct RefsVerdict {
    bool runs = true;
    std::string reason;
};

/// `in_any_pipeline`: a job that says nothing runs in every one, because the workflow has rules; else in those of branches and tags.
[[nodiscard]] RefsVerdict judge_refs(const Setting* only, const Setting* except, bool in_any_pipeline, const RuleContext& context);

} // namespace squire::pipeline
