// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace squire::sast {

/// Whether a comment says that a finding of `rule` on the line that begins at byte `line_begin` is known and accepted: `nosemgrep` or `nosem` on that
/// line, or in a comment that is the line above; behind a colon it may name the rules that it is about, by their ids or by what an id ends with
/// behind a dot.
[[nodiscard]] bool is_suppressed(std::string_view text, std::size_t line_begin, std::string_view rule);

} // namespace squire::sast
