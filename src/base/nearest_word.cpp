// SPDX-License-Identifier: MIT
#include "base/nearest_word.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"

namespace squire {
namespace {

constexpr std::size_t kMost = 2;

/// Optimal string alignment distance (insert, remove, replace, swap neighbours), or more than kMost where it is known to be more.
std::size_t distance(std::string_view left, std::string_view right) {
    if (std::max(left.size(), right.size()) - std::min(left.size(), right.size()) > kMost) return kMost + 1;
    std::vector<std::size_t> before(right.size() + 1), above(right.size() + 1), row(right.size() + 1);
    for (std::size_t column = 0; column <= right.size(); ++column) above[column] = column;
    for (std::size_t line = 1; line <= left.size(); ++line) {
        row[0] = line;
        for (std::size_t column = 1; column <= right.size(); ++column) {
            const bool same = left[line - 1] == right[column - 1];
            row[column] = std::min({above[column] + 1, row[column - 1] + 1, above[column - 1] + (same ? 0 : 1)});
            if (line > 1 && column > 1 && left[line - 1] == right[column - 2] && left[line - 2] == right[column - 1])
                row[column] = std::min(row[column], before[column - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[right.size()];
}

} // namespace

std::string_view nearest_word(std::string_view word, std::span<const std::string_view> candidates) {
    constexpr std::size_t kLongest = 100; // a longer word is nobody's misspelling
    if (word.size() > kLongest) return {};
    const auto lower = to_lower(word);
    std::string_view best;
    std::size_t least = std::min(kMost + 1, (word.size() + 1) / 2);
    for (const auto candidate : candidates) {
        const auto found = distance(lower, to_lower(candidate));
        if (found < least) {
            least = found;
            best = candidate;
        }
    }
    return best;
}

} // namespace squire
