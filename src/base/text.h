// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace squire {

/// Valid UTF-8: every byte that belongs to no valid sequence becomes U+FFFD. Surrogates and overlong forms are not valid.
[[nodiscard]] std::string to_utf8(std::string_view bytes);

[[nodiscard]] bool is_utf8(std::string_view bytes);

/// Text that is safe on a terminal and in a log line: valid UTF-8; control characters (C0, DEL, C1), line separators and bidirectional
/// overrides become visible escapes such as `\x1b` and `\u202e`.
[[nodiscard]] std::string printable(std::string_view bytes);

/// At most `limit` bytes, cut between UTF-8 sequences, with "…" where something was cut off.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t limit);

[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string to_lower(std::string_view text); // ASCII only
[[nodiscard]] bool contains_ignoring_case(std::string_view text, std::string_view lower_needle);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

} // namespace squire
