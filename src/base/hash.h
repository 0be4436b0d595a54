// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace squire {

using Sha256 = std::array<std::uint8_t, 32>;
using Sha1 = std::array<std::uint8_t, 20>;

[[nodiscard]] Sha256 sha256(std::string_view bytes);
[[nodiscard]] Sha1 sha1(std::string_view bytes);
[[nodiscard]] Sha256 hmac_sha256(std::string_view key, std::string_view bytes);
[[nodiscard]] std::uint32_t crc32(std::string_view bytes); // IEEE 802.3, as zlib's

[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);

/// Version 5 (RFC 9562) in Squire's own namespace: the same name gives the same UUID on every machine.
[[nodiscard]] std::string uuid_v5(std::string_view name);

} // namespace squire
