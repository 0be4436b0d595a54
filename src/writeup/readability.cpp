// SPDX-License-Identifier: MIT
#include "writeup/readability.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace squire::writeup {
namespace {

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80; }
bool is_vowel(char c) {
    return std::string_view("aeiouy").find(static_cast<char>(std::tolower(static_cast<unsigned char>(c)))) != std::string_view::npos;
}

} // namespace

double Readability::reading_ease() const {
    if (words == 0 || sentences == 0) return 100;
    const auto count = static_cast<double>(words);
    return 206.835 - 1.015 * count / static_cast<double>(sentences) - 84.6 * static_cast<double>(syllables) / count;
}

std::size_t syllables_of(std::string_view word) {
    std::size_t runs = 0;
    bool before = false;
    for (const char c : word) {
        const bool vowel = is_vowel(c);
        runs += vowel && !before ? 1 : 0;
        before = vowel;
    }
    const std::string lower = to_lower(word);
    const bool silent = lower.size() > 2 && lower.ends_with('e') && !lower.ends_with("le") && !is_vowel(lower[lower.size() - 2]);
    const bool past = lower.size() > 3 && lower.ends_with("ed") && !is_vowel(lower[lower.size() - 3]) && lower[lower.size() - 3] != 't' &&
                      lower[lower.size() - 3] != 'd';
    if (runs > 1 && (silent || past)) --runs;
    return std::max<std::size_t>(1, runs);
}

Readability readability_of(std::string_view text) {
    Readability found;
    std::string word;
    bool open = false; // a sentence
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : '\n';
        if (is_letter(c) || (c == '\'' && !word.empty())) {
            word += c;
            continue;
        }
        if (!word.empty()) {
            ++found.words;
            found.syllables += syllables_of(word);
            word.clear();
            open = true;
        }
        const bool at_end = i + 1 >= text.size() || std::isspace(static_cast<unsigned char>(text[i + 1])) != 0;
        if (open && ((std::string_view(".!?:").find(c) != std::string_view::npos && at_end) || i >= text.size())) {
            ++found.sentences;
            open = false;
        }
    }
    return found;
}

} // namespace squire::writeup
