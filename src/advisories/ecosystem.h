// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "advisories/version.h"

namespace squire::advisories {

/// How an ecosystem's package names are spelt: which differences do not make another package.
enum class NameRule : std::uint8_t {
    exact,
    any_case,
    pep503, // any case; runs of "-", "_" and "." are one "-"
    repository, // a URL that git takes, in any spelling of it
};

struct EcosystemInfo {
    std::string_view name; // as OSV spells it: "crates.io", "Rocky Linux"
    VersionOrder order = VersionOrder::semver;
    NameRule names = NameRule::exact;
    bool has_releases = false; // advisories name one: "Debian:12"
};

/// Every ecosystem of the OSV schema whose versions have an order. One without (OSS-Fuzz) is matched by listed versions alone, and GIT by
/// these and by commits.
[[nodiscard]] std::span<const EcosystemInfo> all_ecosystems();

/// By its name in any case, with or without a release ("debian:12"). Null where there is none.
[[nodiscard]] const EcosystemInfo* find_ecosystem(std::string_view name);

/// The one spelling of an ecosystem with its release: "debian:12" → "Debian:12". Unknown ones stay as they are.
[[nodiscard]] std::string canonical_ecosystem(std::string_view name);

/// The one spelling of a package's name in its ecosystem.
[[nodiscard]] std::string canonical_package(std::string_view ecosystem, std::string_view name);

} // namespace squire::advisories
