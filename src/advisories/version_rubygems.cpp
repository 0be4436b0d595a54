// SPDX-License-Identifier: MIT
#include "advisories/version_rubygems.h"

#include <algorithm>
#include <vector>

#include "advisories/version_text.h"

namespace squire::advisories {
namespace {

bool is_zero(std::string_view segment) {
    return std::ranges::all_of(segment, [](char c) { return c == '0'; });
}

void drop_zeros(std::vector<std::string_view>& segments, std::size_t down_to) {
    while (segments.size() > down_to && is_zero(segments.back())) segments.pop_back();
}

// Zeros before the first word and at the end are dropped, as Gem::Version#canonical_segments does.
std::vector<std::string_view> segments_of(std::string_view text) {
    std::vector<std::string_view> segments;
    std::size_t after_numbers = 0;
    bool seen_word = false;
    const auto add_word = [&](std::string_view word) {
        if (!seen_word) {
            drop_zeros(segments, 0);
            after_numbers = segments.size();
            seen_word = true;
        }
        segments.push_back(word);
    };
    while (!text.empty()) {
        if (is_digit(text.front())) {
            segments.push_back(take_digits(text));
        } else if (is_letter(text.front())) {
            add_word(take_while(text, is_letter));
        } else {
            if (text.front() == '-') add_word("pre");
            text.remove_prefix(1);
        }
    }
    drop_zeros(segments, after_numbers);
    return segments;
}

} // namespace

std::weak_ordering compare_rubygems(std::string_view left, std::string_view right) {
    const auto a = segments_of(left);
    const auto b = segments_of(right);
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        const std::string_view x = i < a.size() ? a[i] : "0";
        const std::string_view y = i < b.size() ? b[i] : "0";
        const bool x_is_number = is_digit(x.front());
        const bool y_is_number = is_digit(y.front());
        if (x_is_number != y_is_number) return x_is_number <=> y_is_number;
        if (const auto order = x_is_number ? compare_numbers(x, y) : compare_bytes(x, y); order != 0) return order;
    }
    return std::weak_ordering::equivalent;
}

} // namespace squire::advisories
