// SPDX-License-Identifier: MIT
//
// What a GitLab says of one of its projects to everybody who asks. Source: doc/api/projects.md and doc/api/merge_requests.md of GitLab, API version 4.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "http/http.h"

namespace squire::gitlab {

struct ProjectPlace {
    std::string api; // "https://gitlab.com/api/v4"
    std::string path; // "group/project"
};

/// From a remote's address as people follow it: "https://host/group/project(.git)", "ssh://host/group/project". Nothing where it names no project. Always
/// HTTPS, so that a token is never sent in the clear.
[[nodiscard]] std::optional<ProjectPlace> place_of(std::string_view address);

struct ProjectFacts {
    std::uint64_t stars = 0;
    std::uint64_t forks = 0;
    std::uint64_t open_issues = 0;
    bool archived = false;
    std::string default_branch;
    // Of the last hundred merge requests of people who did not merge them themselves, each:
    std::uint64_t merged = 0;
    std::uint64_t closed = 0; // without being merged
    std::optional<std::chrono::seconds> median_wait; // from opening to merging
};

/// Three requests. `token` may be empty: public projects answer without one. Errors: not_found (no such project, or not public), limit (too many requests;
/// the hint says how long to wait), malformed (no GitLab there), io.
[[nodiscard]] Result<ProjectFacts> ask_project(http::Http& http, const ProjectPlace& place, std::string_view token);

} // namespace squire::gitlab
