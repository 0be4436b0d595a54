// SPDX-License-Identifier: MIT
//
// A regex of RE2's syntax (github.com/google/re2/wiki/Syntax) as a tree over bytes, for asking what every match of it must contain and how long it
// can be. It never says less than the regex: where the tree cannot express something exactly (Unicode classes, word boundaries) it stands for more texts,
// so what follows from it may be tried in vain, never wrongly left out.
#pragma once

#include <bitset>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace squire::rules {

struct RegexNode {
    enum class Kind : std::uint8_t {
        set, // one byte out of `bytes`, which may be none
        nothing, // the empty text: anchors, boundaries, empty groups
        concat, // `parts`, one after the other
        alternate, // one of `parts`
        repeat, // parts[0], `min` to `max` times
    };
    static constexpr std::uint32_t kUnbounded = std::numeric_limits<std::uint32_t>::max();

    Kind kind = Kind::nothing;
    std::bitset<256> bytes;
    std::uint32_t min = 0;
    std::uint32_t max = 0;
    std::vector<RegexNode> parts;

    [[nodiscard]] std::uint64_t min_width() const;
    [[nodiscard]] std::optional<std::uint64_t> max_width() const; // nothing: unbounded

    /// Whether a match can span a line feed.
    [[nodiscard]] bool can_match_newline() const;

    /// The same texts as a regex without flags, captures and look-around, bytes as `\xhh`: what Vectorscan and RE2 in Latin-1 read alike.
    [[nodiscard]] std::string to_regex() const;
};

/// Groups are dissolved, nested concatenations made one. Nesting is bounded (250): a parser that calls itself must not
/// use up the stack, and a rule whose regex is deeper (RE2 takes 1,000) is looked for without a tree.
[[nodiscard]] Result<RegexNode> parse_regex(std::string_view regex);

} // namespace squire::rules
