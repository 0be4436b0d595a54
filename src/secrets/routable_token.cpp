// SPDX-License-Identifier: MIT
#include "secrets/routable_token.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "base/hash.h"

namespace squire::secrets {

namespace {

constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";

std::string base36(std::uint32_t number, std::size_t width) {
    std::string text(width, '0');
    for (std::size_t i = width; i-- > 0; number /= 36) {
        text[i] = kDigits[number % 36];
    }
    return text;
}

} // namespace

std::optional<std::string> with_right_crc(std::string_view token) {
    constexpr std::size_t kLength = 2, kCrc = 7;
    const std::size_t dot = token.rfind('.');
    if (dot == std::string_view::npos || token.size() - dot - 1 != kLength + kCrc ||
        !std::ranges::all_of(token.substr(dot + 1), [](char c) { return kDigits.contains(c); })) {
        return std::nullopt;
    }
    const std::string_view body = token.substr(0, token.size() - kCrc);
    return std::string(body) + base36(crc32(body), kCrc);
}

std::optional<bool> gitlab_routable_holds(std::string_view token) {
    const auto right = with_right_crc(token);
    return right ? std::optional(*right == token) : std::nullopt;
}

} // namespace squire::secrets
