// SPDX-License-Identifier: MIT
#include "rules/checksum.h"

#include "base/hash.h"

namespace squire::rules {
namespace {

constexpr std::size_t kDigits = 6; // 62^6 > 2^32

} // namespace

std::string crc32_base62(std::string_view payload) {
    static constexpr std::string_view kBase62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    std::string digits(kDigits, '0');
    std::uint32_t rest = crc32(payload);
    for (std::size_t at = kDigits; at-- > 0; rest /= 62) digits[at] = kBase62[rest % 62];
    return digits;
}

bool has_right_checksum(SecretRule::Checksum checksum, std::string_view secret) {
    if (checksum == SecretRule::Checksum::none) return true;
    secret.remove_prefix(secret.rfind('_') + 1); // npos + 1 is 0
    if (secret.size() <= kDigits) return false;
    const auto payload = secret.substr(0, secret.size() - kDigits);
    return secret.substr(payload.size()) == crc32_base62(payload);
}

} // namespace squire::rules
