// SPDX-License-Identifier: MIT
#include "assess/policy.h"

#include <algorithm>
#include <vector>

#include "assess/data.h"
#include "base/text.h"

namespace squire::assess {
namespace {

constexpr std::size_t kMostWords = 200; // bytes shown

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0; }

bool has_phrase(std::string_view lower_line, std::string_view phrase) {
    for (std::size_t at = lower_line.find(phrase); at != std::string_view::npos; at = lower_line.find(phrase, at + 1)) {
        const std::size_t end = at + phrase.size();
        if ((at == 0 || !is_word(lower_line[at - 1])) && (end == lower_line.size() || !is_word(lower_line[end]))) return true;
    }
    return false;
}

struct Words {
    std::vector<std::string> about;
    std::vector<std::string> refused;
    std::vector<std::string> asked;
};

const Words& words() {
    static const Words words = [] {
        const rules::TomlTable& table = data("rules/assess/policies.toml");
        return Words{words_of(table, "about"), words_of(table, "refused"), words_of(table, "asked")};
    }();
    return words;
}

} // namespace

std::optional<Policy> policy_of(std::string_view text) {
    const std::string lower = to_lower(text);
    const auto lines = split(lower, '\n');
    const auto written = split(text, '\n');
    std::optional<Policy> strictest;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto line_has = [&](std::size_t line, const std::vector<std::string>& phrases) {
            return line < lines.size() &&
                   std::ranges::any_of(phrases, [&](const std::string& phrase) { return has_phrase(lines[line], phrase); });
        };
        if (!line_has(i, words().about)) continue;
        const auto near = [&](const std::vector<std::string>& phrases) {
            return line_has(i, phrases) || line_has(i + 1, phrases) || (i > 0 && line_has(i - 1, phrases));
        };
        const Stance stance = near(words().refused) ? Stance::refused : near(words().asked) ? Stance::asked : Stance::mentioned;
        if (!strictest || stance > strictest->stance) strictest = {stance, i + 1, shorten(trim(written[i]), kMostWords)};
    }
    return strictest;
}

} // namespace squire::assess
