// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

namespace squire::dependencies {

/// The texts in quotes of a line of Ruby, up to a comment; what is computed ("#{…}") is left out.
[[nodiscard]] std::vector<std::string_view> quoted_texts(std::string_view line);

} // namespace squire::dependencies
