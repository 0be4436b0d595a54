// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "dependencies/listing.h"

namespace squire::dependencies {

/// A requirement as PEP 508 writes it: "name[extra] >=1,<2 ; python_version < '3'", "name @ https://…".
struct PythonRequirement {
    std::string name;      // empty where the text is none
    std::string specifier; // ">=1,<2"
    std::string marker;    // after the semicolon
    std::string url;
};

[[nodiscard]] PythonRequirement parse_python_requirement(std::string_view text);

/// The one version that "==1.2" allows; empty where it allows several.
[[nodiscard]] std::string_view exact_python_version(std::string_view specifier);

/// One requirement of a manifest, which the project itself asks for; its index.
std::uint32_t add_python_requirement(Listing& listing, const PythonRequirement& requirement, Scope scope, std::uint32_t line);

/// What a group of requirements is for, by its name: "test", "dev", "docs" are not for running. `other` is for any other name.
[[nodiscard]] Scope scope_of_group(std::string_view name, Scope other);

} // namespace squire::dependencies
