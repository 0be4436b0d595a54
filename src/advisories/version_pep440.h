// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace squire::advisories {

/// PEP 440 in all of its spellings. What is no such version comes below what is, in the order that setuptools had before PEP 440.
[[nodiscard]] std::weak_ordering compare_pep440(std::string_view left, std::string_view right);

/// The one spelling of equal versions ("1.0-RC.1" → "1rc1", "v1.0.0" → "1"); what is no such version only in lower case.
[[nodiscard]] std::string canonical_pep440(std::string_view version);

} // namespace squire::advisories
