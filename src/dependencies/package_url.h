// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dependencies/package.h"

namespace squire::dependencies {

/// A package as others name it: a package URL (github.com/package-url/purl-spec), without what tells variants of one version apart.
struct PackageReference {
    std::string type;    // lower case: "npm"
    std::string name;    // with its namespace, '/' between
    std::string version; // empty: all
    std::string repository = {}; // `vcs_url`, which tells repositories apart that have no type of their own

    [[nodiscard]] bool names(const Package& package) const;
    friend bool operator==(const PackageReference&, const PackageReference&) = default;
};

/// Nothing for what is no package URL, and for one that names less than a whole package: a subpath, or a qualifier other than `type` and `vcs_url`, which
/// the packages of a lockfile cannot be held against.
[[nodiscard]] std::optional<PackageReference> parse_package_url(std::string_view text);

} // namespace squire::dependencies
