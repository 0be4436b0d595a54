// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace squire::formats {

/// The text of another tool's secret report, harmless: of every run of eight or more characters that secrets are made of, at most the first four
/// stay. Other tools write secrets out in full, and nobody says where in the text they stand; Squire shows none.
[[nodiscard]] std::string masked(std::string_view text);

} // namespace squire::formats
