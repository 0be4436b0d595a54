// SPDX-License-Identifier: MIT
//
// What the version orders are made of. Numbers stay texts of digits, because nothing bounds them: dates, hashes and hostile input have any length.
#pragma once

#include <compare>
#include <string_view>

namespace squire::advisories {

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
[[nodiscard]] constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

[[nodiscard]] bool is_number(std::string_view text); // one digit or more and nothing else

/// As numbers, of any length; the empty text is 0. Both must be digits only.
[[nodiscard]] std::weak_ordering compare_numbers(std::string_view left, std::string_view right);

/// As bytes, whatever the platform's `char` is.
[[nodiscard]] std::weak_ordering compare_bytes(std::string_view left, std::string_view right);
[[nodiscard]] std::weak_ordering compare_bytes_ignoring_case(std::string_view left, std::string_view right);

/// The digits at the front of `text`, taken off it; likewise for anything.
[[nodiscard]] std::string_view take_digits(std::string_view& text);

template <class Belongs> [[nodiscard]] std::string_view take_while(std::string_view& text, Belongs belongs) {
    std::size_t length = 0;
    while (length < text.size() && belongs(text[length])) ++length;
    const std::string_view taken = text.substr(0, length);
    text.remove_prefix(length);
    return taken;
}

/// Up to the separator, taken off `text` with it; all of it where there is none.
[[nodiscard]] std::string_view take_field(std::string_view& text, char separator);

} // namespace squire::advisories
