// SPDX-License-Identifier: MIT
#include "advisories/version_maven.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "advisories/version_text.h"

namespace squire::advisories {
namespace {

struct Token {
    char separator = '.'; // '.' or '-', which a change between digits and letters is, too
    bool numeric = true;
    std::string text; // digits; or a qualifier in lower case, "" for those that mean the release
};

constexpr std::array<std::string_view, 7> kQualifiers{"alpha", "beta", "milestone", "rc", "snapshot", "", "sp"};

std::string qualifier_of(std::string_view word, bool before_digit) {
    std::string text;
    for (const char c : word) text += lower(c);
    if (before_digit && text == "a") return "alpha";
    if (before_digit && text == "b") return "beta";
    if (before_digit && text == "m") return "milestone";
    if (text == "cr") return "rc";
    if (text == "ga" || text == "final" || text == "release") return "";
    return text;
}

bool is_null(const Token& token) {
    return token.numeric ? std::ranges::all_of(token.text, [](char c) { return c == '0'; }) : token.text.empty();
}

// What means nothing before a dash or the end is dropped: 1.0-ga-1 is 1-1.
std::vector<Token> trimmed(std::vector<Token> tokens) {
    std::vector<Token> kept;
    const auto trim = [&kept] {
        while (kept.size() > 1 && is_null(kept.back())) kept.pop_back();
    };
    for (Token& token : tokens) {
        if (token.separator == '-') trim();
        kept.push_back(std::move(token));
    }
    trim();
    return kept;
}

std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    char separator = '.';
    const auto separates = [](char c) { return c == '.' || c == '-'; };
    for (;;) {
        if (text.empty() || separates(text.front())) {
            tokens.push_back({separator, true, "0"});
        } else if (is_digit(text.front())) {
            tokens.push_back({separator, true, std::string(take_digits(text))});
        } else {
            const std::string_view word = take_while(text, [&](char c) { return !is_digit(c) && !separates(c); });
            tokens.push_back({separator, false, qualifier_of(word, !text.empty() && is_digit(text.front()))});
        }
        if (text.empty()) return trimmed(std::move(tokens));
        separator = '-';
        if (!separates(text.front())) continue;
        if (text.front() == '.') separator = '.';
        text.remove_prefix(1);
    }
}

std::weak_ordering compare_qualifiers(std::string_view left, std::string_view right) {
    const auto a = std::ranges::find(kQualifiers, left) - kQualifiers.begin();
    const auto b = std::ranges::find(kQualifiers, right) - kQualifiers.begin();
    if (const auto order = a <=> b; order != 0) return order;
    return static_cast<std::size_t>(a) == kQualifiers.size() ? compare_bytes(left, right) : std::weak_ordering::equivalent;
}

// ".word" < "-word" < "-1" < ".1". The reference calls the first two equal; ComparableVersion, which decides, does not.
int rank(const Token& token) { return token.numeric ? (token.separator == '-' ? 2 : 3) : (token.separator == '-' ? 1 : 0); }

std::weak_ordering compare_tokens(const Token& left, const Token& right) {
    if (const auto order = rank(left) <=> rank(right); order != 0) return order;
    return left.numeric ? compare_numbers(left.text, right.text) : compare_qualifiers(left.text, right.text);
}

Token null_like(const Token& other) { return {other.separator, other.numeric, other.numeric ? "0" : ""}; }

} // namespace

std::weak_ordering compare_maven(std::string_view left, std::string_view right) {
    const auto a = tokens_of(left);
    const auto b = tokens_of(right);
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        const auto order = compare_tokens(i < a.size() ? a[i] : null_like(b[i]), i < b.size() ? b[i] : null_like(a[i]));
        if (order != 0) return order;
    }
    return std::weak_ordering::equivalent;
}

} // namespace squire::advisories
