// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "bugreport/outline.h"

namespace squire::bugreport {

/// Words, numbers, blanks and single other bytes of any text; a string that the outline knows is one token.
struct Token {
    enum class Kind : std::uint8_t { word, number, string, blank, other };
    std::size_t begin = 0, end = 0;
    Kind kind = Kind::other;
};

/// They tile the text.
[[nodiscard]] std::vector<Token> tokens_of(const Outline& outline, std::string_view text);

} // namespace squire::bugreport
