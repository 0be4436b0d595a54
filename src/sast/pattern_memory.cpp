// SPDX-License-Identifier: MIT
#include "sast/pattern_memory.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace squire::sast {

std::string PatternMemory::shape_of(std::string_view pattern, const syntax::Language& language) {
    const auto is_word = [](char byte) { return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_'; };
    std::string shape(language.name);
    shape += '\n';
    for (std::size_t at = 0; at < pattern.size();) {
        if (!is_word(pattern[at])) {
            shape += pattern[at++];
            continue;
        }
        const std::size_t begin = at;
        while (at < pattern.size() && is_word(pattern[at])) ++at;
        const std::string_view word = pattern.substr(begin, at - begin);
        const bool name = std::isdigit(static_cast<unsigned char>(word[0])) == 0 &&
                          std::ranges::any_of(word, [](char byte) { return byte < 'a' || byte > 'z'; });
        if (!name)
            shape += word;
        else
            shape += std::isupper(static_cast<unsigned char>(word[0])) != 0 ? "W0" : "w0";
    }
    return shape;
}

std::optional<PatternMemory::Way> PatternMemory::find(const std::string& shape) const {
    const std::scoped_lock hold(lock_);
    const auto found = ways_.find(shape);
    return found == ways_.end() ? std::nullopt : std::optional(found->second);
}

void PatternMemory::keep(const std::string& shape, Way way) {
    const std::scoped_lock hold(lock_);
    if (ways_.size() < kMost) ways_.insert_or_assign(shape, std::move(way));
}

} // namespace squire::sast
