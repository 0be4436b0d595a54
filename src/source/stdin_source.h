// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "source/source.h"

namespace squire::source {

/// One text with the path "stdin", read from `file` to its end. What comes after `ReadOptions::largest_text` bytes is not looked at, and the reading
/// is incomplete. `file` stays open.
[[nodiscard]] std::unique_ptr<Source> open_stdin(int file = 0);

} // namespace squire::source
