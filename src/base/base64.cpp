// SPDX-License-Identifier: MIT
#include "base/base64.h"

#include <cstdint>

namespace squire {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

} // namespace

std::string to_base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::string_view group = bytes.substr(at, 3);
        std::uint32_t held = 0;
        for (std::size_t i = 0; i < 3; ++i) held = held << 8U | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i) text += i <= group.size() ? kAlphabet[held >> (18 - 6 * i) & 63U] : '=';
    }
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t held = 0;
    std::size_t digits = 0, padding = 0;
    for (const char each : text) {
        if (each == '\n' || each == '\r') continue;
        const std::size_t value = each == '=' ? 0 : kAlphabet.find(each);
        if (value == std::string_view::npos || (each != '=' && padding > 0)) return std::nullopt;
        padding += each == '=' ? 1 : 0;
        held = held << 6U | static_cast<std::uint32_t>(value);
        if (++digits % 4 != 0) continue;
        for (const unsigned shift : {16U, 8U, 0U}) bytes += static_cast<char>(held >> shift & 255U);
        held = 0;
    }
    if (digits % 4 != 0 || padding > 2) return std::nullopt;
    bytes.resize(bytes.size() - padding);
    return bytes;
}

} // namespace squire
