// SPDX-License-Identifier: MIT
//
// The words that people write: rules/words/english.txt (parts of identifiers and prose, most frequent first) and rules/words/placeholders.txt.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace squire::secrets {

/// A set of lower-case words that finds the words starting at a place of a text. Immutable once built, so threads may share it.
class WordSet {
public:
    explicit WordSet(std::span<const std::string_view> words);

    [[nodiscard]] bool contains(std::string_view lower_word) const;

    /// How many bytes of `lower_text` are in words of at least `shortest` letters, words not overlapping, the most that is possible.
    /// Texts longer than 256 bytes are judged by their first 256.
    [[nodiscard]] std::size_t covered(std::string_view lower_text, std::size_t shortest = 3) const;

private:
    // Open addressing; a slot holds 32 bits of the word's hash, 0 where empty. A wrong hit (1 in 4 billion a look-up) costs nothing here.
    std::vector<std::uint32_t> slots_;
    std::size_t longest_ = 0;

    [[nodiscard]] bool has(std::uint64_t hash) const;
};

/// The frequent words, most frequent first.
[[nodiscard]] std::span<const std::string_view> english_words();
[[nodiscard]] const WordSet& english();

/// Words that stand where a secret will be put later: "changeme", "example", "dummy".
[[nodiscard]] const WordSet& placeholder_words();

} // namespace squire::secrets
