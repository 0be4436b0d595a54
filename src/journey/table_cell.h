// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace squire::journey {

/// Anybody's text for a cell of a Markdown table: on one line, at most `limit` bytes of it, and nothing in it means anything.
[[nodiscard]] std::string table_cell(std::string_view text, std::size_t limit = 200);

} // namespace squire::journey
