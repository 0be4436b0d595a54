// SPDX-License-Identifier: MIT
#include "advisories/version_semver.h"

#include <string>

#include "advisories/version_text.h"

namespace squire::advisories {
namespace {

struct Parts {
    std::string_view numbers; // digits and dots
    std::string_view pre_release;
    std::string_view build;
};

Parts parts_of(std::string_view text) {
    if (!text.empty() && (text.front() == 'v' || text.front() == 'V' || text.front() == '=')) text.remove_prefix(1);
    Parts parts;
    parts.numbers = take_while(text, [](char c) { return is_digit(c) || c == '.'; });
    parts.pre_release = take_field(text, '+');
    parts.build = text;
    if (parts.pre_release.starts_with('-')) parts.pre_release.remove_prefix(1);
    return parts;
}

std::string_view take_number(std::string_view& numbers) {
    std::string_view number;
    while (!numbers.empty() && number.empty()) number = take_field(numbers, '.');
    return number;
}

std::weak_ordering compare_dotted_numbers(std::string_view left, std::string_view right) {
    while (!left.empty() || !right.empty()) {
        if (const auto order = compare_numbers(take_number(left), take_number(right)); order != 0) return order;
    }
    return std::weak_ordering::equivalent;
}

using CompareWords = std::weak_ordering (*)(std::string_view, std::string_view);

// Of two that are not empty: numbers below words, and fewer below more.
std::weak_ordering compare_identifiers(std::string_view left, std::string_view right, CompareWords compare_words) {
    for (;;) {
        const std::string_view a = take_field(left, '.');
        const std::string_view b = take_field(right, '.');
        const bool a_is_number = is_number(a);
        const bool b_is_number = is_number(b);
        if (a_is_number != b_is_number) return a_is_number ? std::weak_ordering::less : std::weak_ordering::greater;
        const auto order = a_is_number ? compare_numbers(a, b) : compare_words(a, b);
        if (order != 0) return order;
        if (left.empty() || right.empty()) return !left.empty() <=> !right.empty();
    }
}

std::weak_ordering compare_pre_releases(std::string_view left, std::string_view right, CompareWords compare_words) {
    if (left.empty() || right.empty()) return left.empty() <=> right.empty(); // none is the release itself
    return compare_identifiers(left, right, compare_words);
}

std::weak_ordering compare_without_build(const Parts& left, const Parts& right, CompareWords compare_words) {
    if (const auto order = compare_dotted_numbers(left.numbers, right.numbers); order != 0) return order;
    return compare_pre_releases(left.pre_release, right.pre_release, compare_words);
}

// "go1.21rc2" → "1.21-rc.2", "1.22beta1" → "1.22-beta.1"; anything else stays as it is.
std::string from_toolchain(std::string_view text) {
    if (text.starts_with("go")) text.remove_prefix(2);
    std::string_view rest = text;
    const std::string_view numbers = take_while(rest, [](char c) { return is_digit(c) || c == '.'; });
    const std::string_view word = take_while(rest, is_letter);
    if (numbers.empty() || (word != "rc" && word != "beta") || !is_number(rest)) return std::string(text);
    return std::string(numbers) + "-" + std::string(word) + "." + std::string(rest);
}

} // namespace

std::weak_ordering compare_semver(std::string_view left, std::string_view right) {
    return compare_without_build(parts_of(left), parts_of(right), compare_bytes);
}

std::weak_ordering compare_nuget(std::string_view left, std::string_view right) {
    return compare_without_build(parts_of(left), parts_of(right), compare_bytes_ignoring_case);
}

std::weak_ordering compare_pub(std::string_view left, std::string_view right) {
    const Parts a = parts_of(left);
    const Parts b = parts_of(right);
    if (const auto order = compare_without_build(a, b, compare_bytes); order != 0) return order;
    if (a.build.empty() || b.build.empty()) return !a.build.empty() <=> !b.build.empty();
    return compare_identifiers(a.build, b.build, compare_bytes);
}

std::weak_ordering compare_go(std::string_view left, std::string_view right) {
    const auto may_be_toolchain = [](std::string_view text) { return !text.empty() && text.front() != 'v'; };
    if (!may_be_toolchain(left) && !may_be_toolchain(right)) return compare_semver(left, right);
    return compare_semver(from_toolchain(left), from_toolchain(right));
}

} // namespace squire::advisories
