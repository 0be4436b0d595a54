// SPDX-License-Identifier: MIT
//
// The text of a pattern, cut into what the language's own grammar reads and what only patterns have.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "syntax/languages.h"

namespace squire::sast {

/// What a place of a pattern, or a node of its tree, stands for.
enum class Mark : std::uint8_t {
    plain,                 // itself
    metavariable,          // "$X"
    typed_metavariable,    // "(Type $X)"
    ellipsis,              // "..."
    ellipsis_metavariable, // "$...X"
    deep,                  // "<... pattern ...>"
    any_string,            // the literal "..."
    string_metavariable,   // the literal "$X"
    string_regex,          // the literal "=~/regex/"
    absorbed,              // part of a spelling, no part of the pattern
};

/// One way to write a place so that it parses.
struct Spelling {
    std::string text;
    std::size_t begin = 0, end = 0; // of `text`: what stands for the place
    Mark mark = Mark::plain;
};

struct Piece {
    std::string text; // as it is, where there are no spellings
    std::vector<Spelling> spellings;
    std::size_t first_choice = 0;
    std::string name; // of a metavariable: "$X"
    std::string type; // of a typed one
};

inline constexpr std::string_view kDeepFunction = "sqdeep";

[[nodiscard]] std::vector<Piece> cut_pattern(std::string_view text, const syntax::Language& language);

/// The end of the metavariable that begins at `at` ("$X", "$_", "$...X"); `at` where there is none.
[[nodiscard]] std::size_t metavariable_end(std::string_view text, std::size_t at);

} // namespace squire::sast
