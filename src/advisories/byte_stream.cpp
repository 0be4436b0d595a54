// SPDX-License-Identifier: MIT
#include "advisories/byte_stream.h"

#include <cassert>

namespace squire::advisories {

void ByteWriter::number(std::uint64_t value) {
    while (value >= 0x80U) {
        bytes_ += static_cast<char>((value & 0x7fU) | 0x80U);
        value >>= 7U;
    }
    bytes_ += static_cast<char>(value);
}

void ByteWriter::text(std::string_view text) {
    number(text.size());
    bytes_ += text;
}

std::uint64_t ByteReader::number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
        if ((byte & 0x80U) == 0) return value;
    }
    good_ = false;
    rest_ = {};
    return 0;
}

std::string_view ByteReader::text() {
    const std::uint64_t size = number();
    if (size > rest_.size()) {
        good_ = false;
        rest_ = {};
        return {};
    }
    const std::string_view text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return text;
}

std::size_t ByteReader::count() {
    const std::uint64_t value = number();
    if (value <= rest_.size()) return value;
    good_ = false;
    rest_ = {};
    return 0;
}

void put_fixed(std::string& out, std::uint64_t value, std::size_t width) {
    for (std::size_t i = 0; i < width; ++i) out += static_cast<char>(value >> (8 * i) & 0xffU);
}

std::uint64_t get_fixed(std::string_view bytes, std::size_t offset, std::size_t width) {
    assert(offset + width <= bytes.size());
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[offset + i])) << (8 * i);
    return value;
}

} // namespace squire::advisories
