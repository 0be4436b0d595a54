// SPDX-License-Identifier: MIT
//
// The encoding of the index: numbers seven bits a byte with the lowest first, the eighth bit saying that more come; texts after their length.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace squire::advisories {

class ByteWriter {
public:
    void number(std::uint64_t value);
    void text(std::string_view text);
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    [[nodiscard]] std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

/// Reads what may have been written by anybody: past the end, or at a number that is too long, all reads give nothing and `good` says so.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

    [[nodiscard]] std::uint64_t number();
    [[nodiscard]] std::string_view text(); // a view of the bytes
    /// A number of things to come of at least one byte each: never more than there are bytes left.
    [[nodiscard]] std::size_t count();
    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

/// Fixed-width numbers with the lowest byte first, as the header and the directories have them.
void put_fixed(std::string& out, std::uint64_t value, std::size_t width);
[[nodiscard]] std::uint64_t get_fixed(std::string_view bytes, std::size_t offset, std::size_t width); // the bytes must be there

} // namespace squire::advisories
