// SPDX-License-Identifier: MIT
//
// The keys that GitLab's reader knows, by where they stand (CI/CD YAML syntax reference and the CI editor's schema, 2026-06).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace squire::pipeline {

enum class KeyPlace : std::uint8_t {
    top_level,
    job,
    defaults,
    workflow,
    workflow_rule,
    rule,
    artifacts,
    reports,
    need,
    variable,
    image,
    service,
    cache,
    retry,
    environment,
    inherit
};

[[nodiscard]] std::span<const std::string_view> keywords(KeyPlace place);

/// What `when` may say in a job, in a rule of one, and in a rule of the workflow.
[[nodiscard]] std::span<const std::string_view> when_words(KeyPlace place);

} // namespace squire::pipeline
