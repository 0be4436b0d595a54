// SPDX-License-Identifier: MIT
#include "advisories/version_rpm.h"

#include <optional>

#include "advisories/version_text.h"

namespace squire::advisories {
namespace {

struct Parts {
    std::string_view epoch = "0";
    std::string_view version;
    std::optional<std::string_view> release;
};

Parts parts_of(std::string_view text) {
    Parts parts;
    if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
        parts.epoch = text.substr(0, colon); // not only digits: rpm's comparison takes any text
        text.remove_prefix(colon + 1);
    }
    const std::size_t dash = text.find('-');
    parts.version = text.substr(0, dash);
    if (dash != std::string_view::npos) parts.release = text.substr(dash + 1);
    return parts;
}

bool separates(char c) { return !is_digit(c) && !is_letter(c) && c != '~' && c != '^'; }

// Whether both begin with `mark`, which is then taken off; else the order if one of them does.
std::optional<std::weak_ordering> meet(std::string_view& left, std::string_view& right, char mark, std::weak_ordering if_left_has_it) {
    const bool in_left = left.starts_with(mark);
    const bool in_right = right.starts_with(mark);
    if (in_left && in_right) {
        left.remove_prefix(1);
        right.remove_prefix(1);
        return std::weak_ordering::equivalent;
    }
    if (in_left) return if_left_has_it;
    if (in_right) return 0 <=> if_left_has_it;
    return std::nullopt;
}

std::weak_ordering compare_part(std::string_view left, std::string_view right) {
    while (!left.empty() || !right.empty()) {
        (void)take_while(left, separates);
        (void)take_while(right, separates);
        if (const auto order = meet(left, right, '~', std::weak_ordering::less)) {
            if (*order != 0) return *order;
            continue;
        }
        // After "^" comes more than the end and less than any other text.
        const auto with_caret = left.empty() || right.empty() ? std::weak_ordering::greater : std::weak_ordering::less;
        if (const auto order = meet(left, right, '^', with_caret)) {
            if (*order != 0) return *order;
            continue;
        }
        if (left.empty() || right.empty()) break;
        const bool numeric = is_digit(left.front());
        if (numeric != is_digit(right.front())) return numeric ? std::weak_ordering::greater : std::weak_ordering::less;
        const auto order = numeric ? compare_numbers(take_digits(left), take_digits(right))
                                   : compare_bytes(take_while(left, is_letter), take_while(right, is_letter));
        if (order != 0) return order;
    }
    return !left.empty() <=> !right.empty();
}

} // namespace

std::weak_ordering compare_rpm(std::string_view left, std::string_view right) {
    const Parts a = parts_of(left);
    const Parts b = parts_of(right);
    if (const auto order = compare_part(a.epoch, b.epoch); order != 0) return order;
    if (const auto order = compare_part(a.version, b.version); order != 0) return order;
    if (!a.release || !b.release) return a.release.has_value() <=> b.release.has_value();
    return compare_part(*a.release, *b.release);
}

} // namespace squire::advisories
