// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace squire::dashboard {

/// A unified diff as a table, before and after side by side: HTML. Of more than `most` lines the rest is left out, and that is said.
[[nodiscard]] std::string side_by_side(std::string_view diff, std::size_t most);

} // namespace squire::dashboard
