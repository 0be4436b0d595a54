// SPDX-License-Identifier: MIT
#include "advisories/version_packagist.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "advisories/version_text.h"

namespace squire::advisories {
namespace {

constexpr std::string_view kRelease = "#"; // what PHP puts where a number stands

std::vector<std::string_view> parts_of(std::string_view text) {
    if (text.starts_with('v') || text.starts_with('V')) text.remove_prefix(1);
    std::vector<std::string_view> parts;
    const auto separates = [](char c) { return c == '.' || c == '-' || c == '_' || c == '+'; };
    while (!text.empty()) {
        if (separates(text.front())) {
            text.remove_prefix(1);
        } else if (is_digit(text.front())) {
            parts.push_back(take_digits(text));
        } else {
            parts.push_back(take_while(text, [&](char c) { return !is_digit(c) && !separates(c); }));
        }
    }
    return parts;
}

int weight(std::string_view word) {
    constexpr std::array<std::pair<std::string_view, int>, 7> kWords{
        {{"dev", 0}, {"a", 1}, {"b", 2}, {"RC", 3}, {"rc", 3}, {kRelease, 4}, {"p", 5}}};
    const auto found = std::ranges::find_if(kWords, [&](const auto& each) { return word.starts_with(each.first); });
    return found == kWords.end() ? -1 : found->second;
}

std::weak_ordering compare_parts(std::string_view left, std::string_view right) {
    if (is_number(left) && is_number(right)) return compare_numbers(left, right);
    return weight(is_number(left) ? kRelease : left) <=> weight(is_number(right) ? kRelease : right);
}

// The order of a version against its own beginning, by the first part that is more.
std::weak_ordering compare_with_end(std::string_view part) {
    return is_number(part) ? std::weak_ordering::greater : weight(part) <=> weight(kRelease);
}

} // namespace

std::weak_ordering compare_packagist(std::string_view left, std::string_view right) {
    const auto a = parts_of(left);
    const auto b = parts_of(right);
    const std::size_t shared = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < shared; ++i) {
        if (const auto order = compare_parts(a[i], b[i]); order != 0) return order;
    }
    for (std::size_t i = shared; i < std::max(a.size(), b.size()); ++i) { // an odd "#" says nothing: the next part does
        const auto order = i < a.size() ? compare_with_end(a[i]) : 0 <=> compare_with_end(b[i]);
        if (order != 0) return order;
    }
    return std::weak_ordering::equivalent;
}

} // namespace squire::advisories
