// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace squire {

/// The candidate that `word` is most likely a misspelling of, ignoring case: at most two letters wrong, missing, added or swapped, and
/// fewer than half of them. Empty when there is none.
[[nodiscard]] std::string_view nearest_word(std::string_view word, std::span<const std::string_view> candidates);

} // namespace squire
