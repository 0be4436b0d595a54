// SPDX-License-Identifier: MIT
// Advisories as `squire advisories` prints them. All that comes from a database is made safe for a terminal.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>

#include "advisories/advisory.h"
#include "advisories/index.h"
#include "advisories/update.h"

namespace squire::cli {

using EcosystemCounts = std::span<const std::pair<std::string, std::uint32_t>>;

[[nodiscard]] std::string advisories_as_text(std::span<const advisories::Advisory> records);
[[nodiscard]] std::string search_as_text(std::span<const advisories::Advisory> records); // one line each
[[nodiscard]] std::string advisories_as_json(std::span<const advisories::Advisory> records);

[[nodiscard]] std::string status_as_text(const advisories::IndexStatus& status, EcosystemCounts ecosystems, Time now);
[[nodiscard]] std::string status_as_json(const advisories::IndexStatus& status, EcosystemCounts ecosystems, Time now);

[[nodiscard]] std::string update_as_text(const advisories::UpdateOutcome& outcome, const std::filesystem::path& index);
[[nodiscard]] std::string update_as_json(const advisories::UpdateOutcome& outcome, const std::filesystem::path& index);

} // namespace squire::cli
