// SPDX-License-Identifier: MIT
//
// How easily English prose reads, by Flesch's formula (R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32(3), 1948):
//
//     206.835 - 1.015 words/sentences - 84.6 syllables/words
//
// 100 is easy, 30 an academic paper; newspapers stand at 50 to 60. Syllables are counted by runs of vowels, which is within one in ten of a dictionary over
// a page and wrong for single words. For other languages the number means nothing.
#pragma once

#include <cstdint>
#include <string_view>

namespace squire::writeup {

struct Readability {
    std::size_t words = 0, sentences = 0, syllables = 0;
    [[nodiscard]] double reading_ease() const; // 100 where there is no word
};

/// Of plain text: code and links already taken out. A sentence ends with '.', '!', '?' or ':' before a blank, or with a paragraph.
[[nodiscard]] Readability readability_of(std::string_view text);

[[nodiscard]] std::size_t syllables_of(std::string_view word); // at least 1

inline constexpr double kLeastEase = 40; // of the whole
inline constexpr std::size_t kEnoughWords = 100; // below that the formula says too little
inline constexpr std::size_t kLongestSentence = 45; // words
inline constexpr std::size_t kLongestParagraph = 160; // words

} // namespace squire::writeup
