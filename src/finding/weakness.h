// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "finding/finding.h"

namespace squire::finding {

/// Whether two numbers of MITRE's list mean the same mistake, as far as two tools that look at the same place are concerned: equal, or of one family of
/// `rules/cwe/families.txt` (parents, children and neighbours). Symmetric, not transitive.
[[nodiscard]] bool is_same_weakness(std::uint32_t left, std::uint32_t right);

/// The families that a number is in, by their line in that file, rising. Two different numbers are the same weakness where they share one.
[[nodiscard]] const std::vector<std::uint32_t>& families_of(std::uint32_t number);

/// The numbers among the finding's identifiers, sorted, each once: "CWE-89", "cwe:89" and "89" of type "cwe".
[[nodiscard]] std::vector<std::uint32_t> cwes_of(const Finding& finding);

/// The number in "CWE-89: …", "cwe:89", "89"; 0 for none.
[[nodiscard]] std::uint32_t parse_cwe(std::string_view text);

} // namespace squire::finding
