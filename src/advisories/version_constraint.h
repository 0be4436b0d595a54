// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "advisories/version_interval.h"
#include "base/result.h"

namespace squire::advisories {

/// Whose notation a range expression is in.
enum class Dialect : std::uint8_t {
    npm,      // node-semver: "||", "^1.2", "~1.2", "1.x", "1.0 - 2.0", comparators with blanks between. Pre-releases are versions like others.
    cargo,    // commas mean "and"; a bare version is "^"
    rubygems, // commas mean "and"; "~> 1.2.3"; a bare version is "="
    composer, // commas and blanks mean "and", "||" or "|" mean "or"; "^", "~", "1.2.*"; a bare version is "="
};

[[nodiscard]] VersionOrder order_of(Dialect dialect);

/// The versions that satisfy the expression. "!=" makes a gap. Malformed where something in it is not of the dialect; nothing is guessed.
[[nodiscard]] Result<std::vector<Interval>> parse_constraint(Dialect dialect, std::string_view text);

} // namespace squire::advisories
