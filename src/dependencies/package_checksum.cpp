// SPDX-License-Identifier: MIT
#include "dependencies/package_checksum.h"

#include <array>
#include <cstdint>

#include "base/hash.h"
#include "base/text.h"

namespace squire::dependencies {
namespace {

struct Algorithm {
    std::string_view word; // in lockfiles
    std::string_view name;
    std::size_t digits;
};
constexpr std::array kAlgorithms{Algorithm{"sha512", "SHA-512", 128}, Algorithm{"sha384", "SHA-384", 96}, Algorithm{"sha256", "SHA-256", 64},
                                 Algorithm{"sha1", "SHA-1", 40}, Algorithm{"md5", "MD5", 32}};

bool is_hexadecimal(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

/// The bytes as hexadecimal digits; empty where the text is not base64.
std::string hexadecimal_of_base64(std::string_view text) {
    static constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    std::uint32_t held = 0;
    int bits = 0;
    while (text.ends_with('=')) text.remove_suffix(1);
    for (const char c : text) {
        const std::size_t value = kAlphabet.find(c);
        if (value == std::string_view::npos) return {};
        held = held << 6U | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(held >> static_cast<unsigned>(bits));
        held &= (1U << static_cast<unsigned>(bits)) - 1U;
    }
    return to_hex(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
}

} // namespace

std::optional<PackageChecksum> checksum_of(const Package& package) {
    const std::string_view text = package.checksum;
    for (const Algorithm& algorithm : kAlgorithms) {
        std::string hexadecimal;
        if (text.starts_with(algorithm.word) && text.size() > algorithm.word.size()) {
            const char separator = text[algorithm.word.size()];
            const std::string_view value = text.substr(algorithm.word.size() + 1);
            if (separator == '-')
                hexadecimal = hexadecimal_of_base64(value.substr(0, value.find_first_of(" ?")));
            else if (separator == ':' || separator == '=')
                hexadecimal = to_lower(value);
        } else if (text.size() == algorithm.digits && (package.ecosystem == Ecosystem::crates || package.ecosystem == Ecosystem::pub ||
                                                       package.ecosystem == Ecosystem::hex || package.ecosystem == Ecosystem::jsr)) {
            hexadecimal = to_lower(text);
        }
        if (hexadecimal.size() == algorithm.digits && is_hexadecimal(hexadecimal))
            return PackageChecksum{algorithm.name, std::move(hexadecimal)};
    }
    return std::nullopt;
}

} // namespace squire::dependencies
