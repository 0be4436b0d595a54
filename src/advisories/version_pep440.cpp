// SPDX-License-Identifier: MIT
#include "advisories/version_pep440.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "advisories/version_text.h"
#include "base/text.h"

namespace squire::advisories {
namespace {

enum class Phase : std::uint8_t { development, alpha, beta, candidate, release }; // in rising order

struct Parts {
    std::string_view epoch;
    std::vector<std::string_view> release; // without zeros at the end
    Phase phase = Phase::release;
    std::string_view phase_number;
    std::optional<std::string_view> post;
    std::optional<std::string_view> dev;
    std::string_view local; // "" for none: PEP 440 has no empty one
};

bool separates(char c) { return c == '.' || c == '-' || c == '_'; }

std::string_view take_number_after_word(std::string_view& text) {
    std::string_view rest = text;
    if (!rest.empty() && separates(rest.front())) rest.remove_prefix(1);
    const std::string_view number = take_digits(rest);
    if (!number.empty()) text = rest;
    return number;
}

// "[-_.]?word[-_.]?number?" for one of the words, of which a longer one stands before its own beginning.
template <std::size_t N>
std::optional<std::pair<std::size_t, std::string_view>> take_word(std::string_view& text, const std::array<std::string_view, N>& words) {
    std::string_view rest = text;
    if (!rest.empty() && separates(rest.front())) rest.remove_prefix(1);
    for (std::size_t i = 0; i < N; ++i) {
        if (!rest.starts_with(words[i])) continue;
        rest.remove_prefix(words[i].size());
        const std::string_view number = take_number_after_word(rest);
        text = rest;
        return std::pair(i, number);
    }
    return std::nullopt;
}

void take_phase(std::string_view& text, Parts& parts) {
    constexpr std::array<std::string_view, 8> kWords{"alpha", "a", "beta", "b", "preview", "pre", "rc", "c"};
    constexpr std::array<Phase, 8> kPhases{Phase::alpha,     Phase::alpha,     Phase::beta,      Phase::beta,
                                           Phase::candidate, Phase::candidate, Phase::candidate, Phase::candidate};
    if (const auto word = take_word(text, kWords)) {
        parts.phase = kPhases[word->first];
        parts.phase_number = word->second;
    }
}

void take_post(std::string_view& text, Parts& parts) {
    if (text.size() > 1 && text.front() == '-' && is_digit(text[1])) {
        text.remove_prefix(1);
        parts.post = take_digits(text);
        return;
    }
    if (const auto word = take_word(text, std::array<std::string_view, 3>{"post", "rev", "r"})) parts.post = word->second;
}

bool is_local(std::string_view text) {
    const auto allowed = [](char c) { return is_digit(c) || is_letter(c) || separates(c); };
    return !text.empty() && !separates(text.front()) && !separates(text.back()) && std::ranges::all_of(text, allowed);
}

/// `text`: in lower case.
std::optional<Parts> parts_of(std::string_view text) {
    Parts parts;
    if (text.starts_with('v')) text.remove_prefix(1);
    if (const std::size_t mark = text.find('!'); mark != std::string_view::npos) {
        parts.epoch = text.substr(0, mark);
        if (!is_number(parts.epoch)) return std::nullopt;
        text.remove_prefix(mark + 1);
    }
    for (;;) {
        const std::string_view number = take_digits(text);
        if (number.empty()) return std::nullopt;
        parts.release.push_back(number);
        if (text.size() < 2 || text.front() != '.' || !is_digit(text[1])) break;
        text.remove_prefix(1);
    }
    while (parts.release.size() > 1 && compare_numbers(parts.release.back(), "") == 0) parts.release.pop_back();
    take_phase(text, parts);
    take_post(text, parts);
    if (const auto dev = take_word(text, std::array<std::string_view, 1>{"dev"})) parts.dev = dev->second;
    if (text.starts_with('+')) {
        text.remove_prefix(1);
        if (!is_local(text)) return std::nullopt;
        parts.local = std::exchange(text, {});
    }
    if (!text.empty()) return std::nullopt;
    if (parts.phase == Phase::release && !parts.post && parts.dev) parts.phase = Phase::development;
    return parts;
}

std::weak_ordering compare_releases(const Parts& left, const Parts& right) {
    for (std::size_t i = 0; i < std::max(left.release.size(), right.release.size()); ++i) {
        const auto order = compare_numbers(i < left.release.size() ? left.release[i] : "", i < right.release.size() ? right.release[i] : "");
        if (order != 0) return order;
    }
    return std::weak_ordering::equivalent;
}

std::weak_ordering compare_locals(std::string_view left, std::string_view right) {
    const auto take = [](std::string_view& text) {
        const std::string_view part = take_while(text, [](char c) { return !separates(c); });
        if (!text.empty()) text.remove_prefix(1);
        return part;
    };
    while (!left.empty() && !right.empty()) {
        const std::string_view a = take(left);
        const std::string_view b = take(right);
        const bool a_is_number = is_number(a);
        const bool b_is_number = is_number(b);
        if (a_is_number != b_is_number) return a_is_number <=> b_is_number;
        if (const auto order = a_is_number ? compare_numbers(a, b) : compare_bytes(a, b); order != 0) return order;
    }
    return !left.empty() <=> !right.empty();
}

std::weak_ordering compare_valid(const Parts& left, const Parts& right) {
    if (const auto order = compare_numbers(left.epoch, right.epoch); order != 0) return order;
    if (const auto order = compare_releases(left, right); order != 0) return order;
    if (const auto order = left.phase <=> right.phase; order != 0) return order;
    if (const auto order = compare_numbers(left.phase_number, right.phase_number); order != 0) return order;
    if (const auto order = left.post.has_value() <=> right.post.has_value(); order != 0) return order;
    if (const auto order = compare_numbers(left.post.value_or(""), right.post.value_or("")); order != 0) return order;
    if (const auto order = right.dev.has_value() <=> left.dev.has_value(); order != 0) return order;
    if (const auto order = compare_numbers(left.dev.value_or(""), right.dev.value_or("")); order != 0) return order;
    return compare_locals(left.local, right.local);
}

// setuptools' parts: words and numbers, the latter padded so that they compare as texts; pre-releases below "*final", post-releases above it.
std::vector<std::string> legacy_parts(std::string_view text) {
    std::vector<std::string> parts;
    const auto add = [&parts](std::string part) {
        if (part[0] == '*') {
            if (part < "*final") {
                while (!parts.empty() && parts.back() == "*final-") parts.pop_back();
            }
            while (!parts.empty() && parts.back() == "00000000") parts.pop_back();
        }
        parts.push_back(std::move(part));
    };
    while (!text.empty()) {
        if (is_digit(text.front())) {
            const std::string_view digits = take_digits(text);
            add(std::string(digits.size() < 8 ? 8 - digits.size() : 0, '0') + std::string(digits));
            continue;
        }
        if (text.front() == '.') {
            text.remove_prefix(1);
            continue;
        }
        if (text.front() == '-') {
            text.remove_prefix(1);
            add("*final-");
            continue;
        }
        const std::string_view word = is_letter(text.front())
                                          ? take_while(text, is_letter)
                                          : take_while(text, [](char c) { return !is_digit(c) && !is_letter(c) && c != '.' && c != '-'; });
        if (word == "pre" || word == "preview" || word == "rc") {
            add("*c");
        } else if (word == "dev") {
            add("*@");
        } else {
            add("*" + std::string(word));
        }
    }
    add("*final");
    return parts;
}

} // namespace

std::weak_ordering compare_pep440(std::string_view left, std::string_view right) {
    const std::string a = to_lower(trim(left));
    const std::string b = to_lower(trim(right));
    const auto x = parts_of(a);
    const auto y = parts_of(b);
    if (x && y) return compare_valid(*x, *y);
    if (x || y) return x.has_value() <=> y.has_value();
    return legacy_parts(a) <=> legacy_parts(b);
}

std::string canonical_pep440(std::string_view version) {
    std::string text = to_lower(trim(version));
    const auto parts = parts_of(text);
    if (!parts) return text;
    const auto number = [](std::string_view digits) {
        const std::size_t first = digits.find_first_not_of('0');
        return first == std::string_view::npos ? std::string("0") : std::string(digits.substr(first));
    };
    std::string out;
    if (number(parts->epoch) != "0") out += number(parts->epoch) + "!";
    for (std::size_t i = 0; i < parts->release.size(); ++i) out += (i == 0 ? "" : ".") + number(parts->release[i]);
    if (parts->phase == Phase::alpha) out += "a" + number(parts->phase_number);
    if (parts->phase == Phase::beta) out += "b" + number(parts->phase_number);
    if (parts->phase == Phase::candidate) out += "rc" + number(parts->phase_number);
    if (parts->post) out += ".post" + number(*parts->post);
    if (parts->dev) out += ".dev" + number(*parts->dev);
    if (parts->local.empty()) return out;
    out += "+";
    for (const char c : parts->local) out += separates(c) ? '.' : c;
    return out;
}

} // namespace squire::advisories
