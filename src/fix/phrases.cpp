// SPDX-License-Identifier: MIT
#include "fix/phrases.h"

#include <cctype>
#include <string>

#include "base/text.h"
#include "embedded/fix_words.h"

namespace squire::fix {
namespace {

std::vector<std::string_view> lines_of(std::string_view name) {
    std::vector<std::string_view> lines;
    for (const EmbeddedFile& file : embedded::fix_words()) {
        if (file.name != name) continue;
        for (const std::string_view line : split(file.text, '\n'))
            if (!line.empty() && !line.starts_with('#')) lines.push_back(line);
    }
    return lines;
}

bool is_word_byte(char byte) { return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_' || (byte & 0x80) != 0; }

bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
    const bool open = begin == 0 || !is_word_byte(text[begin]) || !is_word_byte(text[begin - 1]);
    return open && (end == text.size() || !is_word_byte(text[end - 1]) || !is_word_byte(text[end]));
}

} // namespace

const std::vector<std::string_view>& alarm_words() {
    static const auto kWords = lines_of("rules/fix/alarm_words.txt");
    return kWords;
}

const std::vector<std::string_view>& placeholder_words() {
    static const auto kWords = lines_of("rules/fix/placeholders.txt");
    return kWords;
}

std::string_view first_phrase(std::string_view text, const std::vector<std::string_view>& phrases) {
    const std::string lower = to_lower(text);
    for (const std::string_view phrase : phrases) {
        for (std::size_t at = lower.find(phrase); at != std::string::npos; at = lower.find(phrase, at + 1))
            if (stands_alone(lower, at, at + phrase.size())) return phrase;
    }
    return {};
}

} // namespace squire::fix
