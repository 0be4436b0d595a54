// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace squire::secrets {

/// What a text is by its form alone. A digest and a random key of the same length look the same; only the context tells them apart.
enum class Form : std::uint8_t {
    other,
    number,  // decimal digits only
    hex,     // hexadecimal digits only, at least one letter and one digit, letters of one case
    digest,  // hex of a digest's length: 32 (MD5), 40 (SHA-1, git), 56, 64, 96, 128 (SHA-2)
    uuid,    // 8-4-4-4-12 hexadecimal digits
    base64,  // ends in base64 padding, or has '+' or '/', and a multiple of four long
};

[[nodiscard]] Form form_of(std::string_view text);

/// How much better `text` is explained as drawn at random from its alphabet than as written by a person, in bits: the logarithm of the
/// ratio of the two likelihoods. Positive: random. It grows with length, so a long text is judged more surely than a short one.
/// Texts longer than 256 bytes are judged by their first 256.
[[nodiscard]] double random_bits(std::string_view text);

/// The same as a score in [0, 1]: 0.5 where both explanations are as good; see the table in randomness.cpp for what a threshold costs.
[[nodiscard]] double randomness(std::string_view text);

} // namespace squire::secrets
