// SPDX-License-Identifier: MIT
#include "secrets/words.h"

#include <algorithm>
#include <bit>

#include "embedded/words.h"

namespace squire::secrets {

namespace {

// FNV-1a, one letter at a time, so that all prefixes of a text cost one step each.
constexpr std::uint64_t kSeed = 0xcbf29ce484222325;
constexpr std::uint64_t step(std::uint64_t hash, char c) { return (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3; }
constexpr std::uint32_t tag(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U) | 1U; }

std::vector<std::string_view> lines_of(std::string_view name) {
    std::vector<std::string_view> words;
    for (const EmbeddedFile& file : embedded::words()) {
        if (file.name != name) {
            continue;
        }
        for (std::string_view rest = file.text; !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            if (end > 0 && rest[0] != '#') {
                words.push_back(rest.substr(0, end));
            }
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return words;
}

} // namespace

WordSet::WordSet(std::span<const std::string_view> words) : slots_(std::bit_ceil(words.size() * 3 + 1), 0) {
    for (const std::string_view word : words) {
        std::uint64_t hash = kSeed;
        for (const char c : word) {
            hash = step(hash, c);
        }
        std::size_t slot = hash & (slots_.size() - 1);
        while (slots_[slot] != 0 && slots_[slot] != tag(hash)) {
            slot = (slot + 1) & (slots_.size() - 1);
        }
        slots_[slot] = tag(hash);
        longest_ = std::max(longest_, word.size());
    }
}

bool WordSet::has(std::uint64_t hash) const {
    std::size_t slot = hash & (slots_.size() - 1);
    while (slots_[slot] != 0) {
        if (slots_[slot] == tag(hash)) {
            return true;
        }
        slot = (slot + 1) & (slots_.size() - 1);
    }
    return false;
}

bool WordSet::contains(std::string_view lower_word) const {
    std::uint64_t hash = kSeed;
    for (const char c : lower_word) {
        hash = step(hash, c);
    }
    return !lower_word.empty() && lower_word.size() <= longest_ && has(hash);
}

std::size_t WordSet::covered(std::string_view lower_text, std::size_t shortest) const {
    constexpr std::size_t kMost = 256;
    lower_text = lower_text.substr(0, kMost);
    std::array<std::uint16_t, kMost + 1> best{}; // of the text's tail from here on
    for (std::size_t start = lower_text.size(); start-- > 0;) {
        best[start] = best[start + 1];
        std::uint64_t hash = kSeed;
        for (std::size_t end = start; end < lower_text.size() && end - start < longest_ && lower_text[end] >= 'a' && lower_text[end] <= 'z';) {
            hash = step(hash, lower_text[end++]);
            const std::size_t length = end - start;
            if (length >= shortest && best[end] + length > best[start] && has(hash)) {
                best[start] = static_cast<std::uint16_t>(best[end] + length);
            }
        }
    }
    return best[0];
}

std::span<const std::string_view> english_words() {
    static const std::vector<std::string_view> words = lines_of("rules/words/english.txt");
    return words;
}

const WordSet& english() {
    static const WordSet set{english_words()};
    return set;
}

const WordSet& placeholder_words() {
    static const WordSet set{lines_of("rules/words/placeholders.txt")};
    return set;
}

} // namespace squire::secrets
