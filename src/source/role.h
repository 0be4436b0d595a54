// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace squire::source {

/// What a file is for, as far as a scanner or the pipeline edit needs to know.
enum class Role : std::uint8_t {
    none,
    manifest,        // what people ask for: package.json, pom.xml, go.mod
    lockfile,        // what they got, in exact versions: package-lock.json, go.sum; requirements.txt too
    ci,              // a pipeline's description, GitLab's or another forge's
    dockerfile,      // an image's recipe
    api_description, // OpenAPI, GraphQL, gRPC and the like
    infrastructure,  // Terraform, Kubernetes, Helm, compose
};

/// By name and folder alone.
[[nodiscard]] Role role_of(std::string_view path);

} // namespace squire::source
