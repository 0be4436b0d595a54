// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace squire::dependencies {

/// Where packages of one kind come from.
enum class Ecosystem : std::uint8_t {
    npm,
    pypi,
    go,
    crates,
    maven,
    nuget,
    packagist,
    rubygems,
    hex,
    pub,
    cran,
    hackage,
    swift,
    cocoapods,
    julia,
    opam,
    luarocks,
    conan,
    vcpkg,
    conda,
    jsr,
    github_actions,
    gitlab_components,
    container,
    terraform,
    other, // a URL, and no registry
    cpan,
    nimble,
    git, // repositories, whose versions are commits
};

struct EcosystemInfo {
    Ecosystem ecosystem;
    std::string_view name;     // OSV's where it has one ("crates.io"), else ours
    std::string_view purl;     // the type of package URL (github.com/package-url/purl-spec)
    bool in_osv;               // advisories name packages of it
    bool any_case;             // names differ only by more than case
    std::string_view licence_site; // where people look a package up; "{}" is its name
};

[[nodiscard]] std::span<const EcosystemInfo> all_ecosystems();
[[nodiscard]] const EcosystemInfo& info(Ecosystem ecosystem);
[[nodiscard]] std::optional<Ecosystem> parse_ecosystem(std::string_view name); // any case

/// The one spelling by which names are compared: PEP 503 for PyPI, lower case where case does not matter.
[[nodiscard]] std::string canonical_name(Ecosystem ecosystem, std::string_view name);

/// "pkg:npm/%40babel/core@7.0.0"; without a version where it is empty.
[[nodiscard]] std::string package_url(Ecosystem ecosystem, std::string_view name, std::string_view version);

} // namespace squire::dependencies
