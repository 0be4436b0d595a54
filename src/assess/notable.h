// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace squire::assess {

/// What a file says of how a project is run, going by its name and folder.
enum class Notable : std::uint8_t {
    none,
    security_policy,
    contributing_guide,
    code_of_conduct,
    merge_request_template,
    owners,     // CODEOWNERS
    licence,
    update_bot, // configuration of Renovate, Dependabot and the like
    pipeline,   // GitLab's
    other_pipeline,
    build,      // says how the project is built
};

[[nodiscard]] Notable notable_of(std::string_view path);

/// A file of note and, for those whose text matters, its beginning.
struct NotableFile {
    Notable kind = Notable::none;
    std::string path;
    std::string text; // of the security policy, contributing guide, licence
};

} // namespace squire::assess
