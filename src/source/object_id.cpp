// SPDX-License-Identifier: MIT
#include "source/object_id.h"

#include <charconv>

#include "base/hash.h"

namespace squire::source {

std::string ObjectId::hex() const { return to_hex(bytes); }

std::optional<ObjectId> ObjectId::parse(std::string_view hex) {
    ObjectId id;
    if (hex.size() != id.bytes.size() * 2) return std::nullopt;
    for (std::size_t i = 0; i < id.bytes.size(); ++i) {
        const char* at = hex.data() + i * 2;
        if (std::from_chars(at, at + 2, id.bytes[i], 16).ptr != at + 2) return std::nullopt;
    }
    return id;
}

} // namespace squire::source
