// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "finding/finding.h"

namespace squire::cli {

/// SGR codes of ECMA-48.
inline constexpr std::string_view kBold = "1";
inline constexpr std::string_view kDim = "2";
inline constexpr std::string_view kPlaceColour = "36";

/// The text in this colour, or as it is where `colour` is off.
[[nodiscard]] std::string paint(bool colour, std::string_view code, std::string_view text);

[[nodiscard]] std::string_view colour_of(finding::Severity severity);

/// Broken between words into lines of at most `width` columns; a word that is longer has a line of its own. Safe to print.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// "today", "1 day", "12 days", "3 weeks", "14 months".
[[nodiscard]] std::string age_of(Time since, Time now);

} // namespace squire::cli
