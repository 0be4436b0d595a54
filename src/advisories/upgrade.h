// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "advisories/index.h"
#include "advisories/version.h"

namespace squire::advisories {

/// Whether the version comes before the release that its numbers name: "1.0-rc1", "2.0.dev3", "1.0~beta".
[[nodiscard]] bool is_pre_release(VersionOrder order, std::string_view version);

struct Upgrade {
    std::string version;               // the version to go to
    std::vector<std::uint32_t> leaves; // groups of the weaknesses that remain or come in with it; empty: it is free of all that is known
};

/// The smallest known version above `version` that no entry affects. Where there is none, the smallest of those that leave the fewest of the weaknesses;
/// nothing where no advisory names a version that is better. Only versions that advisories name as fixed are known, and pre-releases count only for who
/// has one already or where there is nothing else. `entries`: all of the package.
[[nodiscard]] std::optional<Upgrade> smallest_upgrade(std::span<const IndexEntry> entries, VersionOrder order, std::string_view version);

/// The smallest version above `version` that this one entry names as not affected any more; empty where it names none.
[[nodiscard]] std::string fixed_in(const Affected& affected, VersionOrder order, std::string_view version);

} // namespace squire::advisories
