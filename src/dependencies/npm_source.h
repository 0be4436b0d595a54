// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace squire::dependencies {

/// Where a JavaScript package comes from, if not from a registry: a registry's files have "/-/" in their URL.
[[nodiscard]] inline std::string_view npm_source(std::string_view resolved) {
    if (resolved.empty() || resolved.starts_with("https://registry.") || resolved.contains("/-/") || resolved == "true") return {};
    return resolved;
}

} // namespace squire::dependencies
