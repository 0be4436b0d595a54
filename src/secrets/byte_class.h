// SPDX-License-Identifier: MIT
//
// What a byte can be part of in encoded text. One table, so that the finder and the decoders agree.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace squire::secrets {

enum ByteClass : std::uint8_t {
    kBase64Digit = 1, // of the standard or of the URL alphabet
    kHexDigit = 2,
    kPlain = 4,    // stands for itself among %41 and \x41
    kListByte = 8, // in 0x41, 0x42
    kTextByte = 16, // printable ASCII, tab and line ends
};

inline constexpr std::array<std::uint8_t, 256> kByteClasses = [] {
    std::array<std::uint8_t, 256> table{};
    const auto add = [&](std::string_view bytes, std::uint8_t byte_class) {
        for (const char c : bytes) table[static_cast<unsigned char>(c)] |= byte_class;
    };
    for (int c = 0x20; c < 0x7f; ++c) table[static_cast<std::size_t>(c)] |= kTextByte;
    add("\t\r\n", kTextByte | kListByte);
    add(" ,xX", kListByte);
    add("0123456789abcdefABCDEF", kHexDigit | kListByte);
    add("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_", kBase64Digit | kPlain);
    add(".~:?#@!$&*=,;", kPlain);
    return table;
}();

[[nodiscard]] constexpr bool is(char c, std::uint8_t classes) { return (kByteClasses[static_cast<unsigned char>(c)] & classes) != 0; }

/// The value of a digit; 0xff for anything else.
[[nodiscard]] constexpr unsigned hex_value(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
    return 0xff;
}

/// Both alphabets of RFC 4648 at once: '-' is '+' and '_' is '/'.
inline constexpr std::array<std::uint8_t, 256> kBase64Values = [] {
    std::array<std::uint8_t, 256> table{};
    table.fill(0xff);
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t value = 0; value < kAlphabet.size(); ++value)
        table[static_cast<unsigned char>(kAlphabet[value])] = static_cast<std::uint8_t>(value);
    table['-'] = 62;
    table['_'] = 63;
    return table;
}();

} // namespace squire::secrets
