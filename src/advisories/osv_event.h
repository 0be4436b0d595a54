// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace squire::advisories {

struct OsvEvent {
    enum class Kind : std::uint8_t { introduced, fixed, last_affected, limit };
    Kind kind = Kind::introduced;
    std::string version; // "0" of introduced: before all versions; "*" of limit: after all
    friend bool operator==(const OsvEvent&, const OsvEvent&) = default;
};

} // namespace squire::advisories
