// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace squire::rules {

/// The rules of our pack that find what a rule of Gitleaks' default config finds, where they have other names (rules/gitleaks_ids.toml). Empty for any
/// other id. Lives as long as the program.
[[nodiscard]] std::span<const std::string> rules_named_by_gitleaks(std::string_view id);

} // namespace squire::rules
