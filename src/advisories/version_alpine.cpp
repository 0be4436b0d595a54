// SPDX-License-Identifier: MIT
#include "advisories/version_alpine.h"

#include <algorithm>
#include <array>
#include <vector>

#include "advisories/version_text.h"

namespace squire::advisories {
namespace {

// In rising order; the empty one is the release itself.
constexpr std::array<std::string_view, 10> kSuffixes{"alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p"};
constexpr std::size_t kRelease = 4;

struct Suffix {
    std::size_t weight = kRelease;
    std::string_view number;
};

struct Parts {
    std::vector<std::string_view> numbers;
    std::string_view letter;
    std::vector<Suffix> suffixes;
    bool dot_after_numbers = false;
    std::string_view build;
    std::string_view unread;
};

bool take_suffix(std::string_view& text, std::vector<Suffix>& suffixes) {
    std::string_view rest = text;
    if (!rest.starts_with('_')) return false;
    rest.remove_prefix(1);
    const std::string_view word = take_while(rest, is_letter);
    const auto found = std::ranges::find(kSuffixes, word);
    if (word.empty() || found == kSuffixes.end()) return false;
    suffixes.push_back({static_cast<std::size_t>(found - kSuffixes.begin()), take_digits(rest)});
    text = rest;
    return true;
}

Parts parts_of(std::string_view text) {
    Parts parts;
    while (!text.empty() && is_digit(text.front())) {
        parts.numbers.push_back(take_digits(text));
        parts.dot_after_numbers = text.starts_with('.'); // apk takes one at the end, too
        if (parts.dot_after_numbers) text.remove_prefix(1);
    }
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        parts.letter = text.substr(0, 1);
        text.remove_prefix(1);
    }
    while (take_suffix(text, parts.suffixes)) {
    }
    if (text.starts_with('~')) {
        text.remove_prefix(1);
        (void)take_while(text, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
    }
    if (text.starts_with("-r")) {
        text.remove_prefix(2);
        parts.build = take_digits(text);
    }
    parts.unread = text;
    return parts;
}

std::weak_ordering compare_number_lists(const Parts& left, const Parts& right) {
    const std::size_t shared = std::min(left.numbers.size(), right.numbers.size());
    for (std::size_t i = 0; i < shared; ++i) {
        const std::string_view a = left.numbers[i];
        const std::string_view b = right.numbers[i];
        const bool fraction = i > 0 && (a.front() == '0' || b.front() == '0');
        if (const auto order = fraction ? compare_bytes(a, b) : compare_numbers(a, b); order != 0) return order;
    }
    return left.numbers.size() <=> right.numbers.size();
}

std::weak_ordering compare_suffix_lists(const Parts& left, const Parts& right) {
    for (std::size_t i = 0; i < std::max(left.suffixes.size(), right.suffixes.size()); ++i) {
        const Suffix a = i < left.suffixes.size() ? left.suffixes[i] : Suffix{};
        const Suffix b = i < right.suffixes.size() ? right.suffixes[i] : Suffix{};
        if (const auto order = a.weight <=> b.weight; order != 0) return order;
        if (const auto order = compare_numbers(a.number, b.number); order != 0) return order;
    }
    return std::weak_ordering::equivalent;
}

} // namespace

std::weak_ordering compare_alpine(std::string_view left, std::string_view right) {
    const Parts a = parts_of(left);
    const Parts b = parts_of(right);
    if (const auto order = compare_number_lists(a, b); order != 0) return order;
    if (const auto order = compare_bytes(a.letter, b.letter); order != 0) return order;
    if (const auto order = compare_suffix_lists(a, b); order != 0) return order;
    if (const auto order = compare_numbers(a.build, b.build); order != 0) return order;
    if (a.unread.empty() || b.unread.empty()) return a.unread.empty() <=> b.unread.empty();
    // Neither is a version by apk's rules, yet some are in its repositories ("1.9.5p2-r1").
    if (const auto order = b.dot_after_numbers <=> a.dot_after_numbers; order != 0) return order;
    const auto numbered = [](std::string_view unread) {
        return is_digit(unread.front()) || unread.front() == '.' ? unread : std::string_view{};
    };
    return compare_bytes(numbered(a.unread), numbered(b.unread));
}

} // namespace squire::advisories
