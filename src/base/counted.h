// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace squire {

/// "1 file", "2 files", "0 files": an English word that takes an s.
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view word);

/// The same for any other: "1 person", "2 people".
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view one, std::string_view many);

} // namespace squire
