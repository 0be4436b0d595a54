// SPDX-License-Identifier: MIT
#include "advisories/version_debian.h"

#include "advisories/version_text.h"

namespace squire::advisories {
namespace {

struct Parts {
    std::string_view epoch;
    std::string_view upstream;
    std::string_view revision;
};

Parts parts_of(std::string_view text) {
    Parts parts;
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos && (colon == 0 || is_number(text.substr(0, colon)))) {
        parts.epoch = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    const std::size_t dash = text.rfind('-');
    parts.upstream = text.substr(0, dash);
    if (dash != std::string_view::npos) parts.revision = text.substr(dash + 1);
    return parts;
}

// "~" below the end, the end below letters, letters below everything else.
int weight(std::string_view text) {
    if (text.empty() || is_digit(text.front())) return 0;
    const char c = text.front();
    if (c == '~') return -1;
    return is_letter(c) ? c : static_cast<unsigned char>(c) + 256;
}

std::weak_ordering compare_part(std::string_view left, std::string_view right) {
    while (!left.empty() || !right.empty()) {
        while ((!left.empty() && !is_digit(left.front())) || (!right.empty() && !is_digit(right.front()))) {
            if (const auto order = weight(left) <=> weight(right); order != 0) return order;
            if (!left.empty()) left.remove_prefix(1); // equal weights: both have a character here that is no digit
            if (!right.empty()) right.remove_prefix(1);
        }
        if (const auto order = compare_numbers(take_digits(left), take_digits(right)); order != 0) return order;
    }
    return std::weak_ordering::equivalent;
}

} // namespace

std::weak_ordering compare_debian(std::string_view left, std::string_view right) {
    const Parts a = parts_of(left);
    const Parts b = parts_of(right);
    if (const auto order = compare_numbers(a.epoch, b.epoch); order != 0) return order;
    if (const auto order = compare_part(a.upstream, b.upstream); order != 0) return order;
    return compare_part(a.revision, b.revision);
}

} // namespace squire::advisories
