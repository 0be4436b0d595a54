// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace squire::dependencies {

/// The list of formats as a Markdown table, in the order of their names: what docs/lockfiles.md shows.
[[nodiscard]] std::string write_formats_table();

} // namespace squire::dependencies
