// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace squire::source {

/// A git object id (SHA-1). All zero: no object.
struct ObjectId {
    std::array<std::uint8_t, 20> bytes{};

    [[nodiscard]] bool none() const { return *this == ObjectId{}; }
    [[nodiscard]] std::string hex() const;

    /// From its 40 hexadecimal digits, of either case.
    [[nodiscard]] static std::optional<ObjectId> parse(std::string_view hex);
    friend auto operator<=>(const ObjectId&, const ObjectId&) = default;
};

} // namespace squire::source

template <> struct std::hash<squire::source::ObjectId> {
    std::size_t operator()(const squire::source::ObjectId& id) const noexcept {
        std::size_t value = 0; // an object id is a hash already
        std::memcpy(&value, id.bytes.data(), sizeof value);
        return value;
    }
};
