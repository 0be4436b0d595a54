// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace squire::testing {

/// A cache folder that all tests of this build share: each is a process of its own, and compiling the rules anew takes seconds.
[[nodiscard]] std::filesystem::path rule_cache();

} // namespace squire::testing
