// SPDX-License-Identifier: MIT
#include "base/hash.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace squire {
namespace {

// The DNS namespace. Squire's own is the first half of its SHA-1 with "squire", as it is: reports hold ids made with it, so it stays.
constexpr std::string_view kDnsNamespace{"\x6b\xa7\xb8\x10\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8", 16};

template <std::size_t N> std::array<std::uint8_t, N> digest(const EVP_MD* kind, std::string_view bytes) {
    std::array<std::uint8_t, N> out{};
    unsigned size = N;
    EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, kind, nullptr);
    return out;
}

constexpr std::array<std::uint32_t, 256> crc_table() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1U) : value >> 1U;
        table[i] = value;
    }
    return table;
}

} // namespace

Sha256 sha256(std::string_view bytes) { return digest<32>(EVP_sha256(), bytes); }
Sha1 sha1(std::string_view bytes) { return digest<20>(EVP_sha1(), bytes); }

Sha256 hmac_sha256(std::string_view key, std::string_view bytes) {
    Sha256 out{};
    unsigned size = out.size();
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), out.data(),
         &size);
    return out;
}

std::uint32_t crc32(std::string_view bytes) {
    static constexpr auto kTable = crc_table();
    std::uint32_t value = ~0U;
    for (const char c : bytes) value = kTable[(value ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (value >> 8U);
    return ~value;
}

std::string to_hex(std::span<const std::uint8_t> bytes) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        out += kDigits[byte >> 4U];
        out += kDigits[byte & 0xFU];
    }
    return out;
}

std::string uuid_v5(std::string_view name) {
    static const std::string kSquireNamespace = [] {
        const Sha1 hash = sha1(std::string(kDnsNamespace) + "squire");
        return std::string(reinterpret_cast<const char*>(hash.data()), 16);
    }();
    Sha1 hash = sha1(kSquireNamespace + std::string(name));
    hash[6] = static_cast<std::uint8_t>((hash[6] & 0x0FU) | 0x50U);
    hash[8] = static_cast<std::uint8_t>((hash[8] & 0x3FU) | 0x80U);
    std::string text = to_hex(std::span(hash).first(16));
    for (const std::size_t at : {20U, 16U, 12U, 8U}) text.insert(at, 1, '-');
    return text;
}

} // namespace squire
