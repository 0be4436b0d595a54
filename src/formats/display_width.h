// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace squire::formats {

/// How many columns of a terminal a text takes: 2 for East Asian wide characters and emoji, 0 for marks that combine with what stands before them.
/// The text is `printable`: no control characters.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The text cut to at most `columns`, between characters, with "…" where something was cut off.
[[nodiscard]] std::string fit(std::string_view text, std::size_t columns);

/// `fit`, and filled with blanks up to `columns`.
[[nodiscard]] std::string fit_and_fill(std::string_view text, std::size_t columns);

} // namespace squire::formats
