// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace squire::dependencies {

struct BracketedText {
    std::string_view text; // without its quotes; what is computed by the way (an f-string, "\(…)") is there as it is written
    std::uint32_t line = 0; // from 1, of the whole text
    std::string_view key; // the last text before it, at this or a lower depth, that a colon follows; empty: none
    std::string_view word; // the name that stands before it, as in `name: "text"` and `name="text"`; empty: none
};

struct Bracketed {
    std::vector<BracketedText> texts; // in quotes, in order
    std::size_t end = 0; // behind the closing bracket
    bool closed = false;
};

/// The texts in quotes between a bracket of a program and the one that closes it: `text[open]` is '(', '[' or '{'. Comments ("#" or "//", whichever
/// `comment` is) are left out, quotes of three are taken as one. Reads no further than 64 kB. `line` is that of the bracket. Who looks for more than one goes on
/// behind `end`, or a text of nothing but openings is read again from each.
[[nodiscard]] Bracketed bracketed_texts(std::string_view text, std::size_t open, std::uint32_t line, std::string_view comment);

} // namespace squire::dependencies
