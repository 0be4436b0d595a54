// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string_view>

namespace squire::testing {

/// Fails the test where `actual` is not, byte for byte, what stands in `file`. With SQUIRE_ACCEPT=1 the file is rewritten instead and the test
/// reports itself skipped, never passed.
void expect_golden(const std::filesystem::path& file, std::string_view actual);

} // namespace squire::testing
