// SPDX-License-Identifier: MIT
#include "advisories/version_dotted.h"

#include "advisories/version_text.h"

namespace squire::advisories {
namespace {

template <class Separates> std::string_view take_part(std::string_view& text, Separates separates) {
    const std::string_view part = take_while(text, [&](char c) { return !separates(c); });
    if (!text.empty()) text.remove_prefix(1);
    return part;
}

template <class Separates> std::weak_ordering compare_lists(std::string_view left, std::string_view right, Separates separates) {
    while (!left.empty() && !right.empty()) {
        const std::string_view a = take_part(left, separates);
        const std::string_view b = take_part(right, separates);
        const bool a_is_number = is_number(a);
        const bool b_is_number = is_number(b);
        if (a_is_number != b_is_number) return a_is_number <=> b_is_number;
        if (const auto order = a_is_number ? compare_numbers(a, b) : compare_bytes(a, b); order != 0) return order;
    }
    return !left.empty() <=> !right.empty();
}

} // namespace

std::weak_ordering compare_cran(std::string_view left, std::string_view right) {
    return compare_lists(left, right, [](char c) { return c == '.' || c == '-'; });
}

std::weak_ordering compare_hackage(std::string_view left, std::string_view right) {
    return compare_lists(take_field(left, '-'), take_field(right, '-'), [](char c) { return c == '.'; });
}

} // namespace squire::advisories
