// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace squire::store {

/// 63 bits of the text's SHA-256, positive and never 0, for an index. Different texts may share one: who finds rows by it compares the texts, or can do
/// with more than was looked for.
[[nodiscard]] std::int64_t text_key(std::string_view text);

/// The first 15 of an id's hexadecimal digits as a number, so that numbers are in the order of ids. What is no such digit counts as 0.
[[nodiscard]] std::int64_t head_of_id(std::string_view id);

} // namespace squire::store
