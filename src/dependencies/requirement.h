// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "dependencies/listing.h"

namespace squire::dependencies {

/// The one version that a requirement allows, without "=", "==" or "v"; empty where it allows several. `bare_is_exact`: a version alone means
/// itself and not what is compatible with it.
[[nodiscard]] std::string_view exact_version(std::string_view requirement, bool bare_is_exact);

/// Whether it is a place rather than a version: a URL, a path, "git+…", "github:a/b".
[[nodiscard]] bool is_place(std::string_view requirement);

/// One package that a manifest asks for, and so the project itself.
std::uint32_t add_requirement(Listing& listing, std::string_view name, std::string_view requirement, Scope scope, std::uint32_t line,
                              bool bare_is_exact);

} // namespace squire::dependencies
