// SPDX-License-Identifier: MIT
#include "secrets/checksum.h"

#include <algorithm>
#include <cstdint>

#include "base/hash.h"

namespace squire::secrets {

using namespace std::string_view_literals;

namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kLowerDigits = "0123456789abcdefghijklmnopqrstuvwxyz";

std::string in_base(std::uint32_t number, std::string_view digits, std::size_t width) {
    std::string text(width, '0');
    for (std::size_t i = width; i-- > 0 && number > 0;) {
        text[i] = digits[number % digits.size()];
        number /= static_cast<std::uint32_t>(digits.size());
    }
    return text;
}

} // namespace

std::string crc32_base62(std::string_view payload) { return in_base(crc32(payload), kDigits, 6); }

bool crc32_base62_holds(std::string_view token) {
    const std::string_view body = token.substr(token.rfind('_') + 1); // npos + 1 is 0
    return body.size() > 6 && body.substr(body.size() - 6) == crc32_base62(body.substr(0, body.size() - 6));
}

std::optional<bool> gitlab_routable_holds(std::string_view token) {
    constexpr std::size_t kLength = 2, kCrc = 7;
    const std::size_t dot = token.rfind('.');
    if (dot == std::string_view::npos || token.size() - dot - 1 != kLength + kCrc ||
        !std::ranges::all_of(token.substr(dot + 1), [](char c) { return kLowerDigits.contains(c); })) {
        return std::nullopt;
    }
    return token.substr(token.size() - kCrc) == in_base(crc32(token.substr(0, token.size() - kCrc)), kLowerDigits, kCrc);
}

} // namespace squire::secrets
