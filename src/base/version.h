// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace squire {

/// Of this program: "0.1.0".
[[nodiscard]] std::string_view version();

} // namespace squire
