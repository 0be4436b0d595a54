// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dependencies/package.h"

namespace squire::dependencies {

struct PackageChecksum {
    std::string_view algorithm; // "SHA-256", as CycloneDX names it
    std::string hexadecimal;
};

/// Of a package's `checksum`, in any of the ways that lockfiles write one: "sha512-<base64>", "sha256:<hex>", "sha256=<hex>", or hexadecimal digits
/// alone. Nothing for what is no plain hash of the package's archive, such as Go's "h1:".
[[nodiscard]] std::optional<PackageChecksum> checksum_of(const Package& package);

} // namespace squire::dependencies
