// SPDX-License-Identifier: MIT
#include "advisories/version_text.h"

#include <algorithm>

namespace squire::advisories {
namespace {

std::string_view without_leading_zeros(std::string_view digits) { return digits.substr(std::min(digits.find_first_not_of('0'), digits.size())); }

} // namespace

bool is_number(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

std::weak_ordering compare_numbers(std::string_view left, std::string_view right) {
    left = without_leading_zeros(left);
    right = without_leading_zeros(right);
    if (left.size() != right.size()) return left.size() <=> right.size();
    return left.compare(right) <=> 0;
}

std::weak_ordering compare_bytes(std::string_view left, std::string_view right) { return left.compare(right) <=> 0; }

std::weak_ordering compare_bytes_ignoring_case(std::string_view left, std::string_view right) {
    const std::size_t shared = std::min(left.size(), right.size());
    for (std::size_t i = 0; i < shared; ++i) {
        const auto order = static_cast<unsigned char>(lower(left[i])) <=> static_cast<unsigned char>(lower(right[i]));
        if (order != 0) return order;
    }
    return left.size() <=> right.size();
}

std::string_view take_digits(std::string_view& text) { return take_while(text, is_digit); }

std::string_view take_field(std::string_view& text, char separator) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view field = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return field;
}

} // namespace squire::advisories
