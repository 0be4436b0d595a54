// SPDX-License-Identifier: MIT
//
// Ranges of OSV's type GIT: what they name are commits, whose order only their repository knows.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "advisories/osv_event.h"

namespace squire::advisories {

/// The ecosystem of packages that are repositories and have commits for versions. OSV writes it for such records too.
inline constexpr std::string_view kGitEcosystem = "GIT";

/// Whether `earlier` is `later` itself or one that it comes from; unset where that is not known. Commits are 40 lower-case hexadecimal digits.
using ComesFrom = std::function<std::optional<bool>(std::string_view later, std::string_view earlier)>;

/// What docs/schema.md of ossf/osv-schema says of commits ("Evaluation"): affected is what comes from an introducing commit with no fix, and nothing after a
/// last affected one, on the way. Unset where that hangs on an order that is not known.
[[nodiscard]] std::optional<bool> is_affected(std::span<const OsvEvent> events, std::string_view commit, const ComesFrom& comes_from);

/// The first of the fixes that the commit does not come from; empty where there is none.
[[nodiscard]] std::string fixed_in(std::span<const OsvEvent> events, std::string_view commit, const ComesFrom& comes_from);

/// "from 1a2b3c4d5e6f, before 2b3c4d5e6f70": for people.
[[nodiscard]] std::string describe(std::span<const OsvEvent> events);

/// The one spelling of a repository: "github.com/owner/name" of any URL that git takes for it; empty where that names none, as a path on a disk.
[[nodiscard]] std::string canonical_repository(std::string_view url);

} // namespace squire::advisories
